using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Pools as rows.</summary>
internal sealed class PoolStore(IDatabase database, Notices notices, PoolSweep sweep) : IPools
{
    private readonly Snapshots<UserPool> snapshots = new(notices);

    /// <inheritdoc/>
    public ValueTask<UserPool?> Find(string poolId, CancellationToken ct) =>
        snapshots.Find(poolId, id => database.Read(connection => Load(connection, id), ct));

    /// <inheritdoc/>
    public ValueTask<bool> Add(UserPool pool, IReadOnlyList<SigningKey> keys, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (await tx.Connection.ExecuteAsync("INSERT INTO pool_ids_used (id) VALUES (@Id) ON CONFLICT DO NOTHING", new { pool.Id }) == 0)
                return false;

            await tx.Connection.ExecuteAsync(
                "INSERT INTO pools (id, version, state) VALUES (@Id, 1, @state)", new { pool.Id, state = Documents.Write(pool) });
            await SigningKeyStore.Insert(tx.Connection, keys);
            tx.Notify(pool.Id);
            return true;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<UserPool?> Change(string poolId, Func<UserPool, UserPool> change, CancellationToken ct) => database.Write<UserPool?>(
        async tx =>
        {
            if (await Load(tx.Connection, poolId, database.Dialect.ForUpdate) is not { } pool)
                return null;

            var next = change(pool);
            if (ReferenceEquals(next, pool))
                return pool;

            await tx.Connection.SaveOne(
                "UPDATE pools SET version = version + 1, state = @state WHERE id = @poolId", new { poolId, state = Documents.Write(next) });
            await SaveRegions(tx.Connection, pool, next);
            tx.Notify(poolId);
            return next;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask<bool> Remove(string poolId, CancellationToken ct)
    {
        var removed = await database.Write(tx => Remove(tx, poolId), ct);

        // The pool is gone already: nobody finds what is in it, and what a crash leaves here is swept later.
        if (removed)
            await sweep.Empty(poolId, CancellationToken.None);
        return removed;
    }

    /// <inheritdoc/>
    public ValueTask<bool> AnyIn(string region, CancellationToken ct) => database.Read(
        async connection =>
            await connection.ExecuteScalarAsync<string>("SELECT pool_id FROM replica_regions WHERE region = @region LIMIT 1", new { region }) is not null
            || (await connection.ExecuteScalarAsync<string>("SELECT id FROM pools WHERE id > @first ORDER BY id LIMIT 1", new { first = region + "_" }))
                ?.StartsWith(region + "_", StringComparison.Ordinal) is true,
        ct);

    /// <inheritdoc/>
    public ValueTask<Page<UserPool>> List(string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var rows = await connection.QueryAsync<string>(
                "SELECT state FROM pools WHERE id > @after ORDER BY id LIMIT @count", new { after = after ?? "", count = limit + 1 });
            return Sql.Page(rows.Select(Documents.Read<UserPool>), pool => pool.Id, limit);
        },
        ct);

    private static async Task<UserPool?> Load(DbConnection connection, string poolId, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<string>($"SELECT state FROM pools WHERE id = @poolId{locking}", new { poolId }) is { } state
            ? Documents.Read<UserPool>(state)
            : null;

    private static async Task SaveRegions(DbConnection connection, UserPool before, UserPool next)
    {
        var (old, now) = (before.Replicas.Select(replica => replica.Region).ToList(), next.Replicas.Select(replica => replica.Region).ToList());
        foreach (var region in old.Except(now))
            await connection.ExecuteAsync("DELETE FROM replica_regions WHERE region = @region AND pool_id = @Id", new { region, next.Id });
        foreach (var region in now.Except(old))
            await connection.ExecuteAsync("INSERT INTO replica_regions (region, pool_id) VALUES (@region, @Id)", new { region, next.Id });
    }

    private async Task<bool> Remove(Transaction tx, string poolId)
    {
        if (await Load(tx.Connection, poolId, database.Dialect.ForUpdate) is not { DeletionProtected: false })
            return false;

        // Waits for everyone who adds something to the pool right now: only then it can be said whether it has a domain.
        await tx.Connection.ExecuteAsync("DELETE FROM pools WHERE id = @poolId", new { poolId });
        if (await HasDomain(tx.Connection, poolId))
        {
            tx.Abandon();
            return false;
        }

        await tx.Connection.ExecuteAsync(
            """
            DELETE FROM replica_regions WHERE pool_id = @poolId;
            DELETE FROM clients WHERE pool_id = @poolId;
            DELETE FROM signing_keys WHERE pool_id = @poolId;
            INSERT INTO pools_to_empty (id) VALUES (@poolId);
            """,
            new { poolId });
        tx.Notify(Notices.Everything);
        return true;
    }

    private static async Task<bool> HasDomain(DbConnection connection, string poolId) => await connection.ExecuteScalarAsync<long>(
        "SELECT COUNT(*) FROM parts WHERE pool_id = @poolId AND kind = @kind", new { poolId, kind = PoolDomain.Kind.Name }) > 0;
}
