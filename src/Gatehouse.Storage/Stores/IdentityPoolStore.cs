using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Pools of identities as rows.</summary>
internal sealed class IdentityPoolStore(IDatabase database, Notices notices, PoolSweep sweep) : IIdentityPools
{
    private readonly Snapshots<IdentityPool> snapshots = new(notices);

    /// <inheritdoc/>
    public ValueTask<IdentityPool?> Find(string poolId, CancellationToken ct) =>
        snapshots.Find(poolId, id => database.Read(connection => Load(connection, id), ct));

    /// <inheritdoc/>
    public ValueTask<bool> Add(IdentityPool pool, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (await tx.Connection.ExecuteAsync("INSERT INTO pool_ids_used (id) VALUES (@Id) ON CONFLICT DO NOTHING", new { pool.Id }) == 0)
                return false;

            await tx.Connection.ExecuteAsync(
                "INSERT INTO identity_pools (id, version, state) VALUES (@Id, 1, @state)", new { pool.Id, state = Documents.Write(pool) });
            tx.Notify(pool.Id);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<IdentityPool?> Change(string poolId, Func<IdentityPool, IdentityPool> change, CancellationToken ct) => database.Write<IdentityPool?>(
        async tx =>
        {
            if (await Load(tx.Connection, poolId, database.Dialect.ForUpdate) is not { } pool)
                return null;

            var next = change(pool);
            if (ReferenceEquals(next, pool))
                return pool;

            await tx.Connection.SaveOne(
                "UPDATE identity_pools SET version = version + 1, state = @state WHERE id = @poolId", new { poolId, state = Documents.Write(next) });
            tx.Notify(poolId);
            return next;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask<bool> Remove(string poolId, CancellationToken ct)
    {
        var removed = await database.Write(
            async tx =>
            {
                if (await tx.Connection.ExecuteAsync("DELETE FROM identity_pools WHERE id = @poolId", new { poolId }) == 0)
                    return false;

                await tx.Connection.ExecuteAsync("INSERT INTO pools_to_empty (id) VALUES (@poolId) ON CONFLICT DO NOTHING", new { poolId });
                tx.Notify(poolId);
                return true;
            },
            ct);

        // The pool is gone already: nobody gets at what is in it, and what a crash leaves here is swept later.
        if (removed)
            await sweep.Empty(poolId, CancellationToken.None);
        return removed;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> AnyIn(string region, CancellationToken ct) =>
        (await List(region + ":", 1, ct)).Items is [var first] && first.Id.StartsWith(region + ":", StringComparison.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Page<IdentityPool>> List(string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var rows = await connection.QueryAsync<string>(
                "SELECT state FROM identity_pools WHERE id > @after ORDER BY id LIMIT @count", new { after = after ?? "", count = limit + 1 });
            return Sql.Page(rows.Select(Documents.Read<IdentityPool>), pool => pool.Id, limit);
        },
        ct);

    private static async Task<IdentityPool?> Load(DbConnection connection, string poolId, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<string>($"SELECT state FROM identity_pools WHERE id = @poolId{locking}", new { poolId }) is { } state
            ? Documents.Read<IdentityPool>(state)
            : null;
}
