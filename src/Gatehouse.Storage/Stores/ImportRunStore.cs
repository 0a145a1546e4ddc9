using System.Data.Common;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>The import that goes on: who runs it, its steps and its log.</summary>
internal sealed class ImportRunStore(IDatabase database, BulkUsers bulk) : IImportRuns
{
    /// <inheritdoc/>
    public ValueTask<ImportJob?> Take(ImportHold hold, DateTimeOffset now, CancellationToken ct) => database.Write(
        async tx =>
        {
            var free = await tx.Connection.QueryFirstOrDefaultAsync<string>(
                $"""
                SELECT state FROM imports
                WHERE active = 1 AND held_until <= @now AND pool_id IN (SELECT id FROM pools){database.Dialect.SkipLocked}
                """,
                new { now = now.Column() });
            if (free is null)
                return null;

            var job = Documents.Read<ImportJob>(free);
            if (job.Status is ImportStatus.Pending)
                await ImportRows.Update(tx.Connection, job = job with { Status = ImportStatus.InProgress });
            await ImportRows.Hold(tx.Connection, job, hold);
            return job;
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<ImportJob?> Step(
        ImportHold hold,
        UserPool pool,
        string jobId,
        IReadOnlyList<User> people,
        Func<ImportJob, IReadOnlyList<string?>, ImportStep> conclude,
        CancellationToken ct) => database.Write(
        async tx =>
        {
            var connection = tx.Connection;
            if (!await IsHeld(connection, pool.Id, jobId, hold.Name)
                || !await ImportRows.PoolIsThere(connection, pool.Id, database.Dialect)
                || await ImportRows.Find(connection, pool.Id, jobId) is not { IsActive: true } job)
            {
                return null;
            }

            var step = conclude(job, await bulk.Add(connection, pool, people));
            await ImportRows.Update(connection, step.Next);
            await ImportRows.Hold(connection, step.Next, hold);
            await Write(connection, job, step.Lines);
            return step.Next;
        },
        ct);

    /// <inheritdoc/>
    public async ValueTask Release(string holder, CancellationToken ct) => await database.Write(
        tx => tx.Connection.ExecuteAsync("UPDATE imports SET held_until = 0 WHERE active = 1 AND holder = @holder", new { holder }), ct);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> Log(string poolId, string jobId, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = -1L;
        while (await Next(poolId, jobId, after, ct) is { } row)
        {
            after = row.Position;
            foreach (var line in Unpack(row.Lines).Split('\n'))
                yield return line;
        }
    }

    // The row stays locked: whoever changes the import meanwhile waits.
    private async Task<bool> IsHeld(DbConnection connection, string poolId, string jobId, string holder) =>
        await connection.QuerySingleOrDefaultAsync<string>(
            $"SELECT holder FROM imports WHERE pool_id = @poolId AND id = @jobId{database.Dialect.ForUpdate}", new { poolId, jobId }) == holder;

    private static async Task Write(DbConnection connection, ImportJob before, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            await connection.ExecuteAsync(
                "INSERT INTO import_log (pool_id, import_id, position, lines) VALUES (@PoolId, @Id, @Position, @lines)",
                new { before.PoolId, before.Id, before.Position, lines = Pack(lines) });
        }
    }

    private ValueTask<LogRow?> Next(string poolId, string jobId, long after, CancellationToken ct) => database.Read(
        connection => connection.QueryFirstOrDefaultAsync<LogRow>(
            """
            SELECT position AS Position, lines AS Lines FROM import_log
            WHERE pool_id = @poolId AND import_id = @jobId AND position > @after ORDER BY position LIMIT 1
            """,
            new { poolId, jobId, after }),
        ct);

    private static byte[] Pack(IReadOnlyList<string> lines)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return packed.ToArray();
    }

    private static string Unpack(byte[] lines)
    {
        using var reader = new StreamReader(new DeflateStream(new MemoryStream(lines), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record LogRow
    {
        public long Position { get; init; }

        public byte[] Lines { get; init; } = [];
    }
}
