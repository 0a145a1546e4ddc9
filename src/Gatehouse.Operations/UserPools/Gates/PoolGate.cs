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
            : Faults.ResourceNotFound($"User pool {poolId} does not exist.");
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
}

/// <summary>A person and their pool.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="User">The person.</param>
public sealed record PoolUser(UserPool Pool, User User);
