using System.Buffers;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Finds what a signed operation is about, and refuses what lies outside the signature's region.</summary>
public sealed class PoolGate(IPools pools, IUsers users)
{
    private const int LongestId = 55;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The pool, or the fault that says there is none: a pool of another region does not exist for this caller,
    /// unless it has a copy in this one; then it is the pool, for what a copy serves.</summary>
    public async ValueTask<Reply<UserPool>> Find(string poolId, Call call)
    {
        // The contracts of the youngest operations bound no pool id.
        if (poolId.Length > LongestId || poolId.AsSpan().ContainsAnyExcept(IdCharacters))
            return Faults.InvalidParameter("1 validation error detected: Value at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+");
        if (await pools.Find(poolId, call.Aborted) is not { } pool)
            return Unknown(poolId);
        if (call.SignedRegion is not { } region || region == pool.Region)
            return pool;
        if (pool.Replicas.FirstOrDefault(replica => replica.Region == region) is not { } replica)
            return Unknown(poolId);

        return Secondaries.Refuse(call.Operation, replica) is { } fault ? fault : pool;
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
