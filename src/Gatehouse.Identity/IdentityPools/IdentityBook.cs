namespace Gatehouse.Identity;

/// <summary>Finds the identity that somebody has, or gives them one.</summary>
public sealed class IdentityBook(IPooledIdentities identities, IRandom random, TimeProvider clock)
{
    // Each merge is somebody's doing; nobody does it so often.
    private const int LongestTrail = 32;

    /// <summary>
    /// The identity of who has proven something: the same for the same logins, whoever comes first; several logins at once belong to one
    /// from then on. A guest gets a new one every time.
    /// </summary>
    public async ValueTask<Outcome<PooledIdentity>> Join(IdentityPool pool, Proven proven, CancellationToken ct) =>
        proven.IsNothing && !pool.AllowsGuests ? RefusalKind.GuestsRefused : await Settle(Plan(pool, proven.Logins), ct);

    /// <summary>
    /// The identity of an id, for who has a right to it: one of its logins was proven, or it is a guest's. Logins that it has not become
    /// its own; those of another identity bring that one along. So the answer may be another identity than the one asked for.
    /// </summary>
    public async ValueTask<Outcome<PooledIdentity>> Enter(IdentityPool pool, string identityId, Proven proven, CancellationToken ct)
    {
        if (await Living(identityId, ct) is not { } asked || asked.PoolId != pool.Id)
            return RefusalKind.UnknownIdentity;
        if (proven.IsNothing)
            return AsGuest(pool, identityId, asked);
        if (proven.Voucher is { } voucher && !(await Living(voucher.IdentityId, ct) is { } vouched && vouched.Id == asked.Id && voucher.IsFor(pool, asked)))
            return RefusalKind.LoginsMismatch;
        if (proven.Proofs.Count == 0)
            return asked;

        return await Settle(Plan(pool, proven.Logins) with { AskedId = asked.Id, Voucher = proven.Voucher }, ct);
    }

    /// <summary>The same for the administrator's own program, which may name any identity and is told when a login is another's.</summary>
    public async ValueTask<Outcome<PooledIdentity>> Vouch(IdentityPool pool, string? identityId, IReadOnlyList<Login> logins, CancellationToken ct)
    {
        if (identityId is null)
            return await Settle(Plan(pool, logins), ct);
        if (await Living(identityId, ct) is not { } asked || asked.PoolId != pool.Id)
            return RefusalKind.UnknownIdentity;

        return await Settle(Plan(pool, logins) with { AskedId = asked.Id, IsVouched = true, KeepsOthers = true }, ct);
    }

    private static Outcome<PooledIdentity> AsGuest(IdentityPool pool, string identityId, PooledIdentity asked)
    {
        if (!asked.IsGuest || asked.Id != identityId)
            return RefusalKind.LoginsMismatch;

        return pool.AllowsGuests ? asked : RefusalKind.GuestsRefused;
    }

    private Merging Plan(IdentityPool pool, IReadOnlyList<Login> logins) => new(pool, logins, $"{pool.Region}:{random.Uuid()}", clock.GetUtcNow());

    // Most come as they came before: then nothing is to be kept, and nobody waits for those who keep something.
    private async ValueTask<Outcome<PooledIdentity>> Settle(Merging plan, CancellationToken ct) =>
        plan.Logins.Count > 0 && await identities.ByLogin(plan.Pool.Id, plan.Logins[0], ct) is { } known && plan.IsSettledBy(known)
            ? known
            : await identities.Settle(plan.Pool.Id, plan.AskedId, plan.Logins, plan.Settle, ct);

    // Whoever still has the id of an identity that was merged means the one it was merged into.
    private async ValueTask<PooledIdentity?> Living(string identityId, CancellationToken ct)
    {
        var identity = await identities.Find(identityId, ct);
        for (var steps = 0; identity is { MergedInto: { } next }; steps++)
            identity = steps < LongestTrail ? await identities.Find(next, ct) : null;

        return identity;
    }
}
