namespace Gatehouse.Identity;

/// <summary>
/// Names of new people, and new names of people. The names that people of other providers get, <c>{provider}_{…}</c>, are kept for them:
/// nobody waits under the name of somebody who will come.
/// </summary>
public sealed class Naming(IParts<IdentityProvider> providers, IRandom random)
{
    private static readonly Refusal IsReserved = new(RefusalKind.Invalid, "Names that begin with the name of an identity provider are reserved for its users.");

    /// <summary>By which names a new person will be known; refused when one does not fit the pool or is reserved.</summary>
    public ValueTask<Outcome<NewNames>> Of(UserPool pool, string name, IReadOnlyDictionary<string, string> attributes, CancellationToken ct) =>
        Of(pool, name, attributes, random, ct);

    /// <summary>The same with a sub from elsewhere.</summary>
    public async ValueTask<Outcome<NewNames>> Of(
        UserPool pool, string name, IReadOnlyDictionary<string, string> attributes, IRandom subs, CancellationToken ct)
    {
        if (NewNames.Of(pool, name, attributes, subs).Refused(out var refusal, out var names))
            return refusal;

        return (await Reserved(pool, names.Given, ct) ?? await Reserved(pool, name, ct)) is { } reserved ? reserved : names;
    }

    /// <summary>The refusal of attributes that would be reserved names; null when none would.</summary>
    public async ValueTask<Refusal?> Reserved(UserPool pool, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        foreach (var attribute in pool.Names.Aliases.Concat(pool.Names.InsteadOfUsername))
        {
            if (attributes.TryGetValue(attribute, out var value) && await Reserved(pool, value, ct) is { } reserved)
                return reserved;
        }

        return null;
    }

    private async ValueTask<Refusal?> Reserved(UserPool pool, string name, CancellationToken ct) =>
        IdentityProvider.PrefixOf(name) is { } prefix && await providers.ByClaim(IdentityProvider.NameClaim(pool.Id, prefix), ct) is not null
            ? IsReserved
            : null;
}
