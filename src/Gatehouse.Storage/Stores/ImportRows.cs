using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Rows of imports.</summary>
internal static class ImportRows
{
    /// <summary>The import; null when there is none.</summary>
    public static async Task<ImportJob?> Find(DbConnection connection, string poolId, string jobId, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<string>(
            $"SELECT state FROM imports WHERE pool_id = @poolId AND id = @jobId{locking}", new { poolId, jobId }) is { } state
            ? Documents.Read<ImportJob>(state)
            : null;

    /// <summary>Stores a new import; false when its id is in use.</summary>
    public static async Task<bool> Insert(DbConnection connection, ImportJob job) => await connection.ExecuteAsync(
        """
        INSERT INTO imports (pool_id, id, created, active, upload, holder, held_until, ended, state)
        VALUES (@PoolId, @Id, @created, @active, @upload, NULL, 0, @ended, @state) ON CONFLICT DO NOTHING
        """,
        Values(job)) == 1;

    /// <summary>Saves an import that was loaded and locked in this transaction.</summary>
    public static Task Update(DbConnection connection, ImportJob job) => connection.SaveOne(
        "UPDATE imports SET active = @active, upload = @upload, ended = @ended, state = @state WHERE pool_id = @PoolId AND id = @Id", Values(job));

    /// <summary>Notes who runs an import.</summary>
    public static Task Hold(DbConnection connection, ImportJob job, ImportHold hold) => connection.SaveOne(
        "UPDATE imports SET holder = @Name, held_until = @until WHERE pool_id = @PoolId AND id = @Id",
        new { job.PoolId, job.Id, hold.Name, until = hold.Until.Column() });

    /// <summary>Whether a pool is there, and stays there until this transaction ends.</summary>
    public static async Task<bool> PoolIsThere(DbConnection connection, string poolId, Dialect dialect) =>
        await connection.ExecuteScalarAsync<string>($"SELECT id FROM pools WHERE id = @poolId{dialect.ForKeyShare}", new { poolId }) is not null;

    private static object Values(ImportJob job) => new
    {
        job.PoolId,
        job.Id,
        created = job.Created.Column(),
        active = job.IsActive ? 1L : (long?)null,
        upload = job.File?.Upload,
        ended = job.IsActive ? (long?)null : (job.Ended ?? job.Created + ImportJob.Patience).Column(),
        state = Documents.Write(job),
    };
}
