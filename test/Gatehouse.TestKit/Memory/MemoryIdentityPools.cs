using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryIdentityPools(MemoryTables tables) : IIdentityPools
{
    public ValueTask<IdentityPool?> Find(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.IdentityPools.GetValueOrDefault(poolId));
    }

    public ValueTask<bool> Add(IdentityPool pool, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.UsedPoolIds.Add(pool.Id) && tables.IdentityPools.TryAdd(pool.Id, pool));
    }

    public ValueTask<IdentityPool?> Change(string poolId, Func<IdentityPool, IdentityPool> change, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.IdentityPools.TryGetValue(poolId, out var pool) ? tables.IdentityPools[poolId] = change(pool) : null);
    }

    public ValueTask<bool> Remove(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            foreach (var identity in tables.Identities.Values.Where(identity => identity.PoolId == poolId).ToList())
                tables.Identities.Remove(identity.Id);

            return new(tables.IdentityPools.Remove(poolId));
        }
    }

    public ValueTask<bool> AnyIn(string region, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.IdentityPools.Values.Any(pool => pool.Region == region));
    }

    public ValueTask<Page<IdentityPool>> List(string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(MemoryTables.Page(tables.IdentityPools.Values, pool => pool.Id, after, limit));
    }
}

internal sealed class MemoryPooledIdentities(MemoryTables tables) : IPooledIdentities
{
    public ValueTask<PooledIdentity?> Find(string identityId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Identities.GetValueOrDefault(identityId));
    }

    public ValueTask<PooledIdentity?> ByLogin(string poolId, Login login, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(In(poolId).SingleOrDefault(identity => identity.Logins.Contains(login)));
    }

    public ValueTask<Outcome<PooledIdentity>> Settle(
        string poolId, string? identityId, IReadOnlyCollection<Login> logins, Func<IReadOnlyList<PooledIdentity>, Outcome<Settlement>> settle, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Settle(poolId, identityId, logins, settle));
    }

    public ValueTask<bool> Remove(string identityId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Identities.Remove(identityId));
    }

    public ValueTask<Page<PooledIdentity>> List(string poolId, bool onlyEnabled, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(MemoryTables.Page(In(poolId).Where(identity => identity.IsEnabled || !onlyEnabled), identity => identity.Id, after, limit));
    }

    private IEnumerable<PooledIdentity> In(string poolId) => tables.Identities.Values.Where(identity => identity.PoolId == poolId);

    private Outcome<PooledIdentity> Settle(
        string poolId, string? identityId, IReadOnlyCollection<Login> logins, Func<IReadOnlyList<PooledIdentity>, Outcome<Settlement>> settle)
    {
        if (!tables.IdentityPools.ContainsKey(poolId))
            return RefusalKind.UnknownPool;
        if (settle([.. In(poolId).Where(identity => identity.Id == identityId || identity.Has(logins))]).Refused(out var refusal, out var settled))
            return refusal;

        foreach (var identity in settled.Stored)
            tables.Identities[identity.Id] = identity;

        return settled.Identity;
    }
}
