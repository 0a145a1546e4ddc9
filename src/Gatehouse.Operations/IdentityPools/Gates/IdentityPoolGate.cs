using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Finds the pool or identity that a call is about, and refuses what lies outside the signature's region.</summary>
public sealed class IdentityPoolGate(IIdentityPools pools, IPooledIdentities identities)
{
    /// <summary>The pool, or the fault that says there is none.</summary>
    public async ValueTask<Reply<IdentityPool>> Find(string poolId, Call call) =>
        await pools.Find(poolId, call.Aborted) is { } pool && (call.SignedRegion is not { } region || region == pool.Region) ? pool : Unknown(poolId);

    /// <summary>Changes a pool in one atomic step, or answers the fault of the change; then nothing is stored.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="change">The pool as it shall be. It may run again after a lost race, so it touches nothing else.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<IdentityPool>> Change(string poolId, Func<IdentityPool, Reply<IdentityPool>> change, Call call)
    {
        if ((await Find(poolId, call)).Refused(out var fault, out _))
            return fault;

        var stored = await pools.Change(poolId, pool => change(pool).Refused(out fault, out var changed) ? pool : changed, call.Aborted);
        if (fault is not null)
            return fault;

        return stored is null ? Unknown(poolId) : stored;
    }

    /// <summary>An identity and its pool, or the fault that says there is none.</summary>
    public async ValueTask<Reply<PoolIdentity>> Identity(string identityId, Call call)
    {
        if (await identities.Find(identityId, call.Aborted) is not { } identity || (await Find(identity.PoolId, call)).Refused(out _, out var pool))
            return UnknownIdentity(identityId);

        return new PoolIdentity(pool, identity);
    }

    /// <summary>The fault that says that there is no such pool.</summary>
    public static Fault Unknown(string poolId) => Faults.ResourceNotFound($"IdentityPool '{poolId}' not found.");

    /// <summary>The fault that says that there is no such identity.</summary>
    public static Fault UnknownIdentity(string identityId) => Faults.ResourceNotFound($"Identity '{identityId}' not found.");
}

/// <summary>An identity and its pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Identity">The identity.</param>
public sealed record PoolIdentity(IdentityPool Pool, PooledIdentity Identity);
