namespace Gatehouse;

/// <summary>A request, or a part of one, that can say what is wrong with it.</summary>
public interface IChecked
{
    /// <summary>Reports every constraint of the service model that this request breaks.</summary>
    void Check(Checks check);
}

/// <summary>Gathers the broken constraints of a request, then words them as AWS does.</summary>
/// <remarks>
/// <c>1 validation error detected: Value 'x' at 'authFlow' failed to satisfy constraint: …</c>; the value of a sensitive member is never
/// shown. Paths start in lower case; a structure in a list reads <c>userAttributes.1.member.name</c>. Strings in a list or map are reported
/// once, at the list or map. At most 50 constraints are reported: an answer must not grow out of proportion to its request.
/// </remarks>
public sealed class Checks
{
    private const int Most = 50;

    private readonly Checks? outer;
    private readonly string step;
    private readonly bool unseen;
    private readonly List<string> broken;

    private Checks(Checks? outer, string step, bool unseen, List<string> broken) =>
        (this.outer, this.step, this.unseen, this.broken) = (outer, step, unseen, broken);

    /// <summary>The fault that words the broken constraints, or null when none is broken.</summary>
    /// <param name="request">What came over the wire.</param>
    /// <param name="code">The name of the fault, in which the services differ.</param>
    public static Fault? Failed(IChecked request, string code)
    {
        var check = new Checks(null, "", false, []);
        request.Check(check);
        return check.broken.Count switch
        {
            0 => null,
            1 => new(code, $"1 validation error detected: {check.broken[0]}"),
            var n => new(code, $"{n} validation errors detected: {string.Join("; ", check.broken)}"),
        };
    }

    /// <summary>The same checks, whose messages show no value.</summary>
    public Checks Unseen => new(outer, step, true, broken);

    /// <summary>A required member is there.</summary>
    public void Required(string member, object? value)
    {
        if (value is null)
            Break(member, "Member must not be null");
    }

    /// <summary>A string keeps its rule.</summary>
    public void Text(string member, string? value, TextRule rule)
    {
        if (value is null || rule.Admits(value))
            return;

        foreach (var demand in rule.Broken(value))
            Break(member, demand, rule.Secret ? null : value);
    }

    /// <summary>A number lies in a range, bounds included.</summary>
    public void Range(string member, long? value, long min = long.MinValue, long max = long.MaxValue)
    {
        if (value < min)
            Break(member, $"Member must have value greater than or equal to {min}", value.ToString());
        if (value > max)
            Break(member, $"Member must have value less than or equal to {max}", value.ToString());
    }

    /// <summary>A list, map or blob has a size in a range, bounds included.</summary>
    public void Count(string member, int? count, int min = 0, int max = int.MaxValue)
    {
        if (count < min)
            Break(member, $"Member must have length greater than or equal to {min}");
        if (count > max)
            Break(member, $"Member must have length less than or equal to {max}");
    }

    /// <summary>A structure, when it is there, is checked by itself.</summary>
    public void Nested(string member, IChecked? value) => value?.Check(Into($"{member}."));

    /// <summary>Every structure of a list is there, and checked by itself.</summary>
    public void Each<T>(string member, IReadOnlyList<T>? items)
        where T : class, IChecked
    {
        for (var i = 0; i < items?.Count; i++)
        {
            if (items[i] is { } item)
                item.Check(Into($"{member}.{i + 1}.member."));
            else
                Break($"{member}.{i + 1}.member", NotNull);
        }
    }

    /// <summary>Every string of a list is there and keeps a rule.</summary>
    public void Each(string member, IReadOnlyList<string>? items, TextRule rule)
    {
        if (items is null)
            return;

        if (items.Any(item => item is null))
            Break(member, $"Member must satisfy constraint: [{NotNull}]", Show(items, rule));
        else if (!items.All(rule.Admits))
            Break(member, $"Member must satisfy constraint: {rule}", Show(items, rule));
    }

    /// <summary>Every key and value of a map is there and keeps its rule.</summary>
    public void Entries(string member, IReadOnlyDictionary<string, string>? map, TextRule key, TextRule value)
    {
        if (map is null)
            return;

        Keys(member, map, key);
        if (map.Values.Any(item => item is null))
            Break(member, $"Map value must satisfy constraint: [{NotNull}]", Show(map, value));
        else if (!map.Values.All(value.Admits))
            Break(member, $"Map value must satisfy constraint: {value}", Show(map, value));
    }

    /// <summary>Every key of a map keeps its rule, and every structure in it is there and checked by itself.</summary>
    public void Entries<T>(string member, IReadOnlyDictionary<string, T>? map, TextRule key)
        where T : class, IChecked
    {
        if (map is null)
            return;

        Keys(member, map, key);
        foreach (var (name, item) in map)
        {
            if (item is null)
                Break($"{member}.{name}.member", NotNull);
            else
                item.Check(Into($"{member}.{name}.member."));
        }
    }

    private const string NotNull = "Member must not be null";

    private void Keys<T>(string member, IReadOnlyDictionary<string, T> map, TextRule rule)
    {
        if (!map.Keys.All(rule.Admits))
            Break(member, $"Map keys must satisfy constraint: {rule}", Show(map.Keys, rule));
    }

    private static string? Show(IEnumerable<string?> items, TextRule rule) => rule.Secret ? null : $"[{string.Join(", ", items)}]";

    private static string? Show(IReadOnlyDictionary<string, string> map, TextRule value) =>
        value.Secret ? null : $"{{{string.Join(", ", map.Select(entry => $"{entry.Key}={entry.Value}"))}}}";

    private Checks Into(string inner) => new(this, inner, unseen, broken);

    private string Path => outer is null ? step : outer.Path + step;

    private void Break(string member, string rule, string? value = null)
    {
        if (broken.Count < Most)
            broken.Add($"Value {(value is null || unseen ? "" : $"'{value}' ")}at '{Path}{member}' failed to satisfy constraint: {rule}");
    }
}
