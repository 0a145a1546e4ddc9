using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>A client and its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Client">The application.</param>
public sealed record PoolClient(UserPool Pool, AppClient Client);

/// <summary>Finds the client a signed operation is about. A client of another pool does not exist in this one.</summary>
public sealed class PoolClientGate(PoolGate pools, IAppClients clients)
{
    /// <summary>The client with its pool, or the fault that says which of the two there is not.</summary>
    public async ValueTask<Reply<PoolClient>> Find(string poolId, string clientId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await clients.Find(clientId, call.Aborted) is { } client && client.PoolId == pool.Id
            ? new PoolClient(pool, client)
            : Unknown(clientId);
    }

    /// <summary>Changes a client in one atomic step, or answers the fault of the change; then nothing is stored.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="clientId">The client.</param>
    /// <param name="change">The client as it shall be. It may run again after a lost race, so it touches nothing else.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<PoolClient>> Change(
        string poolId, string clientId, Func<PoolClient, Reply<AppClient>> change, Call call)
    {
        if ((await Find(poolId, clientId, call)).Refused(out var fault, out var found))
            return fault;

        var stored = await clients.Change(
            poolId,
            clientId,
            client => change(found with { Client = client }).Refused(out fault, out var changed) ? client : changed,
            call.Aborted);
        if (fault is not null)
            return fault;

        return stored is null ? Unknown(clientId) : found with { Client = stored };
    }

    /// <summary>The fault that says that the pool has no such client.</summary>
    public static Fault Unknown(string clientId) => Faults.ResourceNotFound($"User pool client {clientId} does not exist.");
}
