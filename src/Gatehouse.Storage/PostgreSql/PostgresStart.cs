using Dapper;
using DbUp;
using DbUp.Postgresql;
using Npgsql;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>Waits for the server, then brings the schema up to date while no other node does.</summary>
internal sealed class PostgresStart(NpgsqlDataSource source, StorageOptions options)
{
    private const long MigrationLock = 0x6761_7465_686F_7573; // "gatehous"

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Does both.</summary>
    /// <exception cref="StorageException">The server cannot be reached in time, refuses us, or holds a newer schema.</exception>
    public async Task Run(CancellationToken ct)
    {
        await using var connection = await Reach(ct);

        // Held by the session, and so by nobody once this program is dead.
        await connection.ExecuteAsync("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 120);
        try
        {
            Migration.Run(DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source)), Dialect.PostgreSql);
        }
        finally
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
    }

    private async Task<NpgsqlConnection> Reach(CancellationToken ct)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await source.OpenConnectionAsync(ct);
            }
            catch (NpgsqlException e) when (!IsWorthWaiting(e) || TimeProvider.System.GetElapsedTime(begin) >= options.StartPatience)
            {
                throw new StorageException(
                    $"The database named by {options.ConnectionStringSetting} ({PostgresSource.Name(options)}) cannot be used: {e.Message}", e);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Pause, TimeProvider.System, ct);
            }
        }
    }

    /// <summary>A wrong password or database stays wrong; a server that is down or starting may come.</summary>
    private static bool IsWorthWaiting(NpgsqlException e) => e is not PostgresException refused || refused.IsTransient;
}
