using System.Globalization;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Imports as rows.</summary>
internal sealed class ImportStore(IDatabase database) : IImports
{
    /// <inheritdoc/>
    public ValueTask<ImportAdding> Add(ImportJob job, int most, CancellationToken ct) => database.Write(
        async tx =>
        {
            // Whoever adds to the same pool waits here, so that the count holds.
            if (await tx.Connection.ExecuteScalarAsync<string>($"SELECT id FROM pools WHERE id = @PoolId{database.Dialect.ForUpdate}", new { job.PoolId }) is null)
                return ImportAdding.PoolIsGone;
            if (await tx.Connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM imports WHERE pool_id = @PoolId", new { job.PoolId }) >= most)
                return ImportAdding.TooMany;

            return await ImportRows.Insert(tx.Connection, job) ? ImportAdding.Added : ImportAdding.IdInUse;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<ImportJob?> Find(string poolId, string jobId, CancellationToken ct) =>
        database.Read(connection => ImportRows.Find(connection, poolId, jobId), ct);

    /// <inheritdoc/>
    public ValueTask<Page<ImportJob>> List(string poolId, string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var (created, id) = After(after);
            var rows = await connection.QueryAsync<string>(
                """
                SELECT state FROM imports
                WHERE pool_id = @poolId AND (created < @created OR (created = @created AND id < @id))
                ORDER BY created DESC, id DESC LIMIT @count
                """,
                new { poolId, created, id, count = limit + 1 });
            return Sql.Page(rows.Select(Documents.Read<ImportJob>), Cursor, limit);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<ImportChange> Change(string poolId, string jobId, Func<ImportJob, ImportJob> change, CancellationToken ct) => database.Write(
        async tx =>
        {
            if (await ImportRows.Find(tx.Connection, poolId, jobId, database.Dialect.ForUpdate) is not { } job)
                return default;

            var next = change(job);
            if (ReferenceEquals(next, job))
                return new ImportChange(job);
            if (next.IsActive && !job.IsActive && !await IsFree(tx))
                return new ImportChange(job, IsBusy: true);

            await ImportRows.Update(tx.Connection, next);
            return new ImportChange(next);
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask<bool> IsActive(string poolId, CancellationToken ct) => await database.Read(
        connection => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM imports WHERE active = 1 AND pool_id = @poolId", new { poolId }), ct) > 0;

    // Whoever wants to become active takes the turn first. An import whose pool is gone holds nobody up.
    private async Task<bool> IsFree(Transaction tx)
    {
        await tx.Connection.ExecuteScalarAsync<long>($"SELECT turn FROM import_turn{database.Dialect.ForUpdate}");
        return await tx.Connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM imports WHERE active = 1 AND pool_id IN (SELECT id FROM pools)") == 0;
    }

    private static string Cursor(ImportJob job) => string.Create(CultureInfo.InvariantCulture, $"{job.Created.Column()} {job.Id}");

    private static (long Created, string Id) After(string? cursor) =>
        cursor?.Split(' ', 2) is [var created, var id] ? (long.Parse(created, CultureInfo.InvariantCulture), id) : (long.MaxValue, "");
}
