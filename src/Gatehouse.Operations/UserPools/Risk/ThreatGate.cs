using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Admits to what only pools with threat protection have: a history of sign-ins, and settings for risks.</summary>
public sealed class ThreatGate(PoolGate pools, IAppClients clients)
{
    /// <summary>The pool, or the fault that says that it is not there, or does not watch.</summary>
    public async ValueTask<Reply<UserPool>> Find(string poolId, Call call)
    {
        if ((await pools.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return pool.Threats is ThreatMode.Off
            ? Faults.UserPoolAddOnNotEnabled($"User pool {pool.Id} does not have threat protection enabled.")
            : pool;
    }

    /// <summary>A person of such a pool.</summary>
    public async ValueTask<Reply<PoolUser>> Find(string poolId, string username, Call call) =>
        (await Find(poolId, call)).Refused(out var fault, out _) ? fault : await pools.Find(poolId, username, call);

    /// <summary>Whose settings for risks are meant in such a pool: an application's that is there, or the pool's own.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="clientId">The application; null or <c>ALL</c> for the pool.</param>
    /// <param name="call">The call.</param>
    /// <returns>The settings to begin with: those of nobody yet.</returns>
    public async ValueTask<Reply<RiskSettings>> FindOwner(string poolId, string? clientId, Call call)
    {
        if ((await Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (clientId is null or "ALL")
            return new RiskSettings(pool.Id, RiskSettings.OfPool);

        return await clients.Find(clientId, call.Aborted) is { } client && client.PoolId == pool.Id
            ? new RiskSettings(pool.Id, client.Id)
            : PoolClientGate.Unknown(clientId);
    }
}
