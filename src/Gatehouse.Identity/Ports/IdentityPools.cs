namespace Gatehouse.Identity;

/// <summary>Pools of identities. Reading is cheap: snapshots are cached and renewed when any node changes them.</summary>
public interface IIdentityPools
{
    /// <summary>The pool, or null.</summary>
    ValueTask<IdentityPool?> Find(string poolId, CancellationToken ct);

    /// <summary>Stores a new pool. False when the id was ever used before.</summary>
    ValueTask<bool> Add(IdentityPool pool, CancellationToken ct);

    /// <summary>Applies a change to the stored pool, one after the other; answers the pool that was stored, or null when there is none.</summary>
    /// <remarks>A change that answers the very same object stores nothing. It may run again, so it touches nothing else.</remarks>
    ValueTask<IdentityPool?> Change(string poolId, Func<IdentityPool, IdentityPool> change, CancellationToken ct);

    /// <summary>Deletes a pool with its identities. False when there is none.</summary>
    ValueTask<bool> Remove(string poolId, CancellationToken ct);

    /// <summary>Whether any pool is in a region.</summary>
    ValueTask<bool> AnyIn(string region, CancellationToken ct);

    /// <summary>Pools in order of their ids, after a given id.</summary>
    ValueTask<Page<IdentityPool>> List(string? after, int limit, CancellationToken ct);
}

/// <summary>What was settled of identities.</summary>
/// <param name="Identity">The identity that the matter ends with.</param>
/// <param name="Stored">The identities that are new or have changed; none when all stays as it is.</param>
public sealed record Settlement(PooledIdentity Identity, IReadOnlyList<PooledIdentity> Stored);

/// <summary>The identities of pools. Never answered from a cache.</summary>
public interface IPooledIdentities
{
    /// <summary>The identity, in whatever pool; null when there is none.</summary>
    ValueTask<PooledIdentity?> Find(string identityId, CancellationToken ct);

    /// <summary>The identity that has a login; null when nobody has it.</summary>
    ValueTask<PooledIdentity?> ByLogin(string poolId, Login login, CancellationToken ct);

    /// <summary>
    /// Settles in one atomic step what becomes of an identity and of those who have some logins: of many at once, on any node, each sees
    /// what the one before it left.
    /// </summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="identityId">An identity that has a say in it; null when only logins count.</param>
    /// <param name="logins">Logins that will be moved or given away; any other stays where it is.</param>
    /// <param name="settle">
    /// Is given the identities that there are, each once, and answers what shall be stored. It may run again, so it touches nothing else.
    /// No login may end with two of them.
    /// </param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    /// <returns>What was settled, the refusal of <paramref name="settle"/>, or <see cref="RefusalKind.UnknownPool"/>.</returns>
    ValueTask<Outcome<PooledIdentity>> Settle(
        string poolId,
        string? identityId,
        IReadOnlyCollection<Login> logins,
        Func<IReadOnlyList<PooledIdentity>, Outcome<Settlement>> settle,
        CancellationToken ct);

    /// <summary>Deletes an identity and its logins. False when there is none.</summary>
    ValueTask<bool> Remove(string identityId, CancellationToken ct);

    /// <summary>Identities of a pool in order of their ids, after a given id.</summary>
    ValueTask<Page<PooledIdentity>> List(string poolId, bool onlyEnabled, string? after, int limit, CancellationToken ct);
}
