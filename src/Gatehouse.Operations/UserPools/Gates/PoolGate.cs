using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds what a signed operation is about, and refuses what lies outside the signature's region.</summary>
public sealed class PoolGate(IPools pools, IUsers users)
{
    /// <summary>The pool, or the fault that says there is none: a pool of another region does not exist for this caller.</summary>
    public async ValueTask<Reply<UserPool>> Find(string poolId, Call call)
    {
        var ours = call.SignedRegion is not { } region || poolId.StartsWith(region + "_", StringComparison.Ordinal);
        return ours && await pools.Find(poolId, call.Aborted) is { } pool
            ? pool
            : Unknown(poolId);
    }

    /// <summary>Changes a pool in one atomic step, or answers the fault of the change; then nothing is stored.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="change">The pool as it shall be. It may run again after a lost race, so it touches nothing else.</param>
    /// <param name="call">The call.</param>
    public async ValueTask<Reply<UserPool>> Change(string poolId, Func<UserPool, Reply<UserPool>> change, Call call)
    {
        if ((await Find(poolId, call)).Refused(out var fault, out _))
            return fault;

        var stored = await pools.Change(poolId, pool => change(pool).Refused(out fault, out var changed) ? pool : changed, call.Aborted);
        if (fault is not null)
            return fault;

        return stored is null ? Unknown(poolId) : stored;
    }

    /// <summary>A person of a pool, by user name, sub or live alias.</summary>
    public async ValueTask<Reply<PoolUser>> Find(string poolId, string username, Call call)
    {
        if ((await Find(poolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await users.Find(pool, username, call.Aborted) is { } user
            ? new PoolUser(pool, user)
            : Refused.As(RefusalKind.UnknownUser);
    }

    /// <summary>The fault that says that there is no such pool.</summary>
    public static Fault Unknown(string poolId) => Faults.ResourceNotFound($"User pool {poolId} does not exist.");
}

/// <summary>A person and their pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="User">The person.</param>
public sealed record PoolUser(UserPool Pool, User User);
