namespace Gatehouse.Identity;

/// <summary>What is to become of logins that were proven together: one identity has them in the end.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Logins">The logins.</param>
/// <param name="FreshId">The id of a new identity, should it come to that.</param>
/// <param name="Now">The time.</param>
internal sealed record Merging(IdentityPool Pool, IReadOnlyList<Login> Logins, string FreshId, DateTimeOffset Now)
{
    /// <summary>The identity that was asked for; null when the logins alone decide.</summary>
    public string? AskedId { get; init; }

    /// <summary>Whether the administrator's own program asks, which has a right to every identity.</summary>
    public bool IsVouched { get; init; }

    /// <summary>A token of ours for one of the program's users, who has a right to their identity; null when there is none.</summary>
    public Voucher? Voucher { get; init; }

    /// <summary>Whether a login that another identity has is refused, and does not bring that identity along.</summary>
    public bool KeepsOthers { get; init; }

    /// <summary>Whether an identity has all of the logins and is the one that was asked for: then nothing is to be stored.</summary>
    public bool IsSettledBy(PooledIdentity known) => known.IsEnabled && (AskedId is null || AskedId == known.Id) && Logins.All(known.Logins.Contains);

    /// <summary>Settles it.</summary>
    public Outcome<Settlement> Settle(IReadOnlyList<PooledIdentity> found)
    {
        var asked = found.FirstOrDefault(identity => identity.Id == AskedId);
        if (AskedId is not null && asked is null)
            return RefusalKind.UnknownIdentity;
        if (asked is not null && !MayTake(asked))
            return RefusalKind.LoginsMismatch;
        if (KeepsOthers && asked is not null && TakenFrom(found, asked) is { } taken)
            return taken;

        return found.Count == 0 ? Fresh() : Merged(found, ParentOf(found, asked));
    }

    // A guest belongs to whoever knows the id; everybody else must be one of the owners.
    private bool MayTake(PooledIdentity asked) => asked.IsEnabled && (asked.IsGuest || IsVouched || Voucher?.IsFor(Pool, asked) is true || asked.Has(Logins));

    private RefusalKind? TakenFrom(IReadOnlyList<PooledIdentity> found, PooledIdentity asked)
    {
        var others = found.Where(identity => identity.Id != asked.Id).SelectMany(identity => identity.Logins).Intersect(Logins).ToList();
        if (others.Count == 0)
            return null;

        return others.Exists(login => login.Provider == Pool.DeveloperProvider) ? RefusalKind.DeveloperUserTaken : RefusalKind.LoginTaken;
    }

    // Who logs in stays who they were; the guest they were meanwhile goes.
    private static PooledIdentity ParentOf(IReadOnlyList<PooledIdentity> found, PooledIdentity? asked)
    {
        if (asked is { IsGuest: false })
            return asked;

        return found.Where(identity => !identity.IsGuest).OrderBy(identity => identity.Created).ThenBy(identity => identity.Id, StringComparer.Ordinal).FirstOrDefault()
            ?? found[0];
    }

    private Outcome<Settlement> Fresh()
    {
        var fresh = new PooledIdentity { Id = FreshId, PoolId = Pool.Id, Created = Now, Modified = Now, IsGuest = Logins.Count == 0, Logins = Logins };
        return Broken(fresh) is { } broken ? broken : new Settlement(fresh, [fresh]);
    }

    private Outcome<Settlement> Merged(IReadOnlyList<PooledIdentity> found, PooledIdentity parent)
    {
        var others = found.Where(identity => identity.Id != parent.Id).ToList();
        var logins = parent.Logins.Union(others.SelectMany(identity => identity.Logins)).Union(Logins).ToList();
        if (logins.Count == parent.Logins.Count && others.Count == 0)
            return new Settlement(parent, []);

        var merged = parent with { Logins = logins, IsGuest = false, Modified = Now };
        return Broken(merged) is { } broken ? broken : new Settlement(merged, [merged, .. others.Select(other => Into(other, merged))]);
    }

    private PooledIdentity Into(PooledIdentity other, PooledIdentity parent) =>
        other with { Logins = [], IsGuest = false, MergedInto = parent.Id, Modified = Now };

    // The administrator's own program may call one being by several names; to a provider one being is one person.
    private RefusalKind? Broken(PooledIdentity identity)
    {
        if (identity.Logins.Where(login => login.Provider != Pool.DeveloperProvider).GroupBy(login => login.Provider, StringComparer.Ordinal).Any(group => group.Count() > 1))
            return RefusalKind.LoginTaken;

        return identity.Logins.Count > PooledIdentity.MaxLogins ? RefusalKind.TooMany : null;
    }
}
