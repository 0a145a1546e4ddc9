using Gatehouse.Identity;

namespace Gatehouse.Doors;

/// <summary>The operator's own map: the first rule that fits a request says what it means. What stands in a path is put into names as it is, and is never a pattern.</summary>
internal sealed class RulesMap : IRequestMap
{
    /// <inheritdoc/>
    public Reply<Errand> Read(MappedRequest request, Realm realm)
    {
        if (ApiPath.Of(request.Path).Refused(out var fault, out var path))
            return fault;

        var door = request.Door;
        foreach (var rule in door.Rules.Where(rule => rule.Method == "*" || rule.Method == request.Method))
        {
            if (rule.Path.Fit(path.Segments) is not { } values)
                continue;
            if (Asks(rule, request.Query).Refused(out fault, out var fits))
                return fault;
            if (fits)
                return new Errand(path.With(request.Query), [WishOf(rule, values, request, realm)]);
        }

        return DoorFaults.NoRule(door.Name, request.Method);
    }

    // A parameter that came twice, or can be read in two ways, would be one thing here and another behind the door.
    private static Reply<bool> Asks(DoorRule rule, QueryText query)
    {
        if (rule.Query.Count == 0)
            return true;
        if (query.Parameters is null)
            return DoorFaults.Uri("its query has a plus sign, a semicolon or a bad escape: encode them");

        var fits = true;
        foreach (var (name, value) in rule.Query)
        {
            var given = query.Parameters.Where(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (given.Count > 1)
                return DoorFaults.Uri($"its query has {name} more than once");
            if (given is [var other] && other.Name != name)
                return DoorFaults.Uri($"its query has {other.Name}, which some services read as {name}");

            fits &= given is [var one] && one.Value == value;
        }

        return fits;
    }

    private static Wish WishOf(DoorRule rule, IReadOnlyDictionary<string, string> values, MappedRequest request, Realm realm)
    {
        var known = new Dictionary<string, string>(values, StringComparer.Ordinal)
        {
            ["${region}"] = request.Door.Region ?? realm.Region, ["${account}"] = realm.AccountId,
        };
        var facts = new Dictionary<string, IReadOnlyList<string>>(request.Facts);
        foreach (var (key, text) in rule.Context)
            facts[key] = [text.Fill(known)];
        return new(rule.Action, [rule.Resource.Fill(known)]) { Context = facts };
    }
}
