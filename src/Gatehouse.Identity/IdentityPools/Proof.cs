namespace Gatehouse.Identity;

/// <summary>A login that was proven.</summary>
/// <param name="Login">Whose.</param>
/// <param name="Names">What the provider may be called in the rules of a pool, the narrowest first.</param>
/// <param name="Mark">The login in one word, as tokens and policies know it: <c>{provider}:{audience}:{subject}</c>.</param>
/// <param name="Claims">What the provider says of the person.</param>
public sealed record Proof(Login Login, IReadOnlyList<string> Names, string Mark, IReadOnlyDictionary<string, object> Claims);

/// <summary>A token of ours for an identity, shown in place of a login.</summary>
/// <param name="IdentityId">The identity.</param>
/// <param name="PoolId">Its pool.</param>
/// <param name="Methods">How its owner came to it.</param>
/// <param name="Tags">Tags that sessions get.</param>
public sealed record Voucher(string IdentityId, string PoolId, IReadOnlyList<string> Methods, IReadOnlyDictionary<string, string> Tags)
{
    /// <summary>Whether the administrator's own program got it for one of its users. Anybody else's was given for a login that can be shown again.</summary>
    public bool IsOfDeveloper(IdentityPool pool) => pool.DeveloperProvider is { } developer && Methods.Contains(developer);

    /// <summary>Whether an identity still has the user for whom the administrator's own program got it.</summary>
    public bool IsFor(IdentityPool pool, PooledIdentity identity) => PoolId == pool.Id
        && identity.Logins.Any(login => login.Provider == pool.DeveloperProvider && Methods.Contains(DeveloperUsers.MarkOf(pool, login)));
}

/// <summary>All that was proven at once.</summary>
/// <param name="Proofs">Logins, in the order in which they were given.</param>
/// <param name="Voucher">A token of ours; null when there was none.</param>
public sealed record Proven(IReadOnlyList<Proof> Proofs, Voucher? Voucher = null)
{
    private static readonly string[] AsGuest = ["unauthenticated"];

    /// <summary>Nothing was proven.</summary>
    public static readonly Proven Nothing = new([]);

    /// <summary>Whether it is a guest who comes.</summary>
    public bool IsNothing => Proofs.Count == 0 && Voucher is null;

    /// <summary>The logins.</summary>
    public IReadOnlyList<Login> Logins => [.. Proofs.Select(proof => proof.Login)];

    /// <summary>How the owner came (<c>amr</c>): whether they logged in, then each provider and login.</summary>
    public IReadOnlyList<string> Methods => IsNothing
        ? AsGuest
        : [.. (Voucher?.Methods ?? ["authenticated"]).Concat(Proofs.SelectMany(proof => new[] { proof.Login.Provider, proof.Mark })).Distinct(StringComparer.Ordinal)];

    /// <summary>The tags that sessions of a pool get: claims of the first login that has them, over those of a token of ours.</summary>
    public IReadOnlyDictionary<string, string> TagsIn(IdentityPool pool)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var proof in Proofs)
        {
            var wanted = proof.Names.Select(name => pool.ClaimTags.GetValueOrDefault(name)).FirstOrDefault(found => found is not null);
            foreach (var (tag, claim) in wanted?.Effective ?? new Dictionary<string, string>())
            {
                if (ClaimText.One(proof.Claims.GetValueOrDefault(claim)) is { Length: > 0 } value)
                    tags.TryAdd(tag, value);
            }
        }

        foreach (var (tag, value) in Voucher?.Tags ?? new Dictionary<string, string>())
            tags.TryAdd(tag, value);
        return tags;
    }
}
