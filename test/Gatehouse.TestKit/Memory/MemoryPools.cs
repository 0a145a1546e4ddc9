using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryPools(MemoryTables tables) : IPools
{
    public ValueTask<UserPool?> Find(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Pools.GetValueOrDefault(poolId));
    }

    public ValueTask<bool> Add(UserPool pool, IReadOnlyList<SigningKey> keys, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.UsedPoolIds.Add(pool.Id))
                return new(false);

            tables.Pools[pool.Id] = pool;
            tables.SigningKeys.AddRange(keys);
            return new(true);
        }
    }

    public ValueTask<UserPool?> Change(string poolId, Func<UserPool, UserPool> change, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.Pools.TryGetValue(poolId, out var pool) ? tables.Pools[poolId] = change(pool) : null);
        }
    }

    public ValueTask<bool> Remove(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Pools.TryGetValue(poolId, out var pool) || pool.DeletionProtected || HasDomain(poolId))
                return new(false);

            tables.Pools.Remove(poolId);
            foreach (var client in tables.Clients.Values.Where(c => c.PoolId == poolId).ToList())
                tables.Clients.Remove(client.Id);

            MemoryTables.Drop(tables.Users, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Names, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Sessions, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Spent, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Tallies, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Messages, (_, row) => row.Message.PoolId == poolId);
            MemoryTables.Drop(tables.Deliveries, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Members, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Parts, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.AuthEvents, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.Imports, (key, _) => key.Pool == poolId);
            MemoryTables.Drop(tables.ImportChunks, (chunk, _) => chunk.PoolId == poolId);
            tables.SigningKeys.RemoveAll(key => key.PoolId == poolId);
            return new(true);
        }
    }

    public ValueTask<bool> AnyIn(string region, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Pools.Values.Any(pool => pool.Region == region || pool.Replicas.Any(replica => replica.Region == region)));
    }

    public ValueTask<Page<UserPool>> List(string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(MemoryTables.Page(tables.Pools.Values, pool => pool.Id, after, limit));
    }

    private bool HasDomain(string poolId) => tables.Parts.Keys.Any(key => key.Pool == poolId && key.Kind == PoolDomain.Kind.Name);
}
