using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds a client of a pool for a signed operation: a client of another pool does not exist here.</summary>
public sealed class PoolClientGate(PoolGate pools, ClientGate clients)
{
    /// <summary>The client and its pool.</summary>
    public async ValueTask<Reply<AdmittedClient>> Find(string poolId, string clientId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;
        if ((await clients.Find(clientId, call)).Refused(out fault, out var admitted))
            return fault;

        return admitted.Pool.Id == pool.Id ? admitted : Faults.ResourceNotFound($"User pool client {clientId} does not exist.");
    }
}
