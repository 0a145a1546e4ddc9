using Gatehouse.Contracts.IdentityPools;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Finds the pool whose people the administrator's own program vouches for.</summary>
public sealed class DeveloperGate(IdentityPoolGate gate)
{
    /// <summary>The pool, if it has a developer provider.</summary>
    public async ValueTask<Reply<IdentityPool>> Find(string poolId, Call call)
    {
        if ((await gate.Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return pool.DeveloperProvider is null ? Faults.InvalidParameter("The identity pool has no developer provider name.") : pool;
    }

    /// <summary>The pool, if its developer provider is called so.</summary>
    public async ValueTask<Reply<IdentityPool>> Find(string poolId, string name, Call call)
    {
        if ((await Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return pool.DeveloperProvider == name ? pool : Faults.InvalidParameter($"{name} is not the developer provider name of the identity pool.");
    }

    /// <summary>An identity of a pool.</summary>
    public async ValueTask<Reply<PoolIdentity>> Identity(IdentityPool pool, string identityId, Call call)
    {
        if ((await gate.Identity(identityId, call)).Refused(out var fault, out var found))
            return fault;

        return found.Pool.Id == pool.Id ? found : IdentityPoolGate.UnknownIdentity(identityId);
    }
}
