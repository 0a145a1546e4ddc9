using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryAppClients(MemoryTables tables) : IAppClients
{
    public ValueTask<AppClient?> Find(string clientId, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Clients.GetValueOrDefault(clientId));
    }

    public ValueTask<bool> Add(AppClient client, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Pools.ContainsKey(client.PoolId) && tables.Clients.TryAdd(client.Id, client));
    }

    public ValueTask<AppClient?> Change(string poolId, string clientId, Func<AppClient, AppClient> change, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(In(poolId, clientId) is { } client ? tables.Clients[clientId] = change(client) : null);
    }

    public ValueTask<bool> Remove(string poolId, string clientId, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (In(poolId, clientId) is null)
                return new(false);

            tables.Clients.Remove(clientId);
            MemoryTables.Drop(tables.Sessions, (key, session) => key.Pool == poolId && session.ClientId == clientId);
            return new(true);
        }
    }

    public ValueTask<Page<AppClient>> List(string poolId, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(MemoryTables.Page(tables.Clients.Values.Where(c => c.PoolId == poolId), client => client.Id, after, limit));
    }

    public ValueTask<bool> AnyAllows(string poolId, SignInWays way, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var clients = tables.Clients.Values.Where(c => c.PoolId == poolId).ToList();
            return new(clients.Count == 0 || clients.Exists(client => client.Allows(way)));
        }
    }

    private AppClient? In(string poolId, string clientId) =>
        tables.Clients.TryGetValue(clientId, out var client) && client.PoolId == poolId ? client : null;
}
