namespace Gatehouse.Identity;

/// <summary>Takes logins from identities. Who has none left is reached by nobody any more.</summary>
public sealed class Unlinking(IPooledIdentities identities, TimeProvider clock)
{
    /// <summary>Takes the logins of some providers from an identity, for who has proven one of its logins.</summary>
    public async ValueTask<Outcome<PooledIdentity>> ByOwner(
        IdentityPool pool, PooledIdentity identity, Proven proven, IReadOnlyCollection<string> providers, CancellationToken ct)
    {
        var voucher = proven.Voucher?.IdentityId == identity.Id ? proven.Voucher : null;
        return await identities.Settle(
            identity.PoolId,
            identity.Id,
            [],
            found => found is [var there] && there.IsEnabled && (voucher?.IsFor(pool, there) is true || there.Has(proven.Logins))
                ? Without(there, login => providers.Contains(login.Provider))
                : RefusalKind.LoginsMismatch,
            ct);
    }

    /// <summary>Takes one login from an identity, at the word of the administrator's own program.</summary>
    public async ValueTask<Outcome<PooledIdentity>> ByDeveloper(PooledIdentity identity, Login gone, CancellationToken ct) => await identities.Settle(
        identity.PoolId,
        identity.Id,
        [gone],
        found => found.FirstOrDefault(one => one.Logins.Contains(gone)) switch
        {
            null => RefusalKind.UnknownLogin,
            var holder when holder.Id != identity.Id => RefusalKind.LoginTaken,
            var holder => Without(holder, login => login == gone),
        },
        ct);

    private Outcome<Settlement> Without(PooledIdentity identity, Func<Login, bool> goes)
    {
        var left = identity.Logins.Where(login => !goes(login)).ToList();
        if (left.Count == identity.Logins.Count)
            return new Settlement(identity, []);

        var changed = identity with { Logins = left, Modified = clock.GetUtcNow() };
        return new Settlement(changed, [changed]);
    }
}
