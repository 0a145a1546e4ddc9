using System.Net.Sockets;
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
    /// <exception cref="StorageException">The server cannot be reached in time, refuses us, does not let us write, or holds a newer schema.</exception>
    public async Task Run(CancellationToken ct)
    {
        await using var connection = await Reach(ct);
        try
        {
            // Held by the session, and so by nobody once this program is dead.
            await connection.ExecuteAsync("SELECT pg_advisory_lock(@MigrationLock)", new { MigrationLock }, commandTimeout: 120);
            Migration.Run(DeployChanges.To.PostgresqlDatabase(new PostgresqlConnectionManager(source)), Dialect.PostgreSql);
            await connection.ExecuteAsync("SELECT pg_advisory_unlock(@MigrationLock)", new { MigrationLock });
        }
        catch (NpgsqlException e)
        {
            throw Unusable(e.Message, e);
        }
    }

    private async Task<NpgsqlConnection> Reach(CancellationToken ct)
    {
        var begin = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var (connection, reason, mayPass) = await Try(ct);
            if (connection is not null)
                return connection;
            if (!mayPass || TimeProvider.System.GetElapsedTime(begin) >= options.StartPatience)
                throw Unusable(reason!.Message, reason);

            await Task.Delay(Pause, TimeProvider.System, ct);
        }
    }

    /// <summary>A wrong password or database stays wrong; a server that is down, starting or a standby may change.</summary>
    private async Task<(NpgsqlConnection? Connection, Exception? Reason, bool MayPass)> Try(CancellationToken ct)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(ct);
            if (await connection.ExecuteScalarAsync<string>("SELECT current_setting('server_encoding')") is not "UTF8" and var encoding)
                throw Unusable($"its encoding is {encoding}, and must be UTF8", null);
            if (await connection.ExecuteScalarAsync<string>("SELECT current_setting('transaction_read_only')") == "on")
                throw new NpgsqlException("it is read-only");
            return (connection, null, false);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            return (null, e, e is not PostgresException refused || refused.IsTransient);
        }
    }

    private StorageException Unusable(string reason, Exception? e) =>
        new($"The database named by {options.ConnectionStringSetting} ({PostgresSource.Name(options)}) cannot be used: {reason}", e);
}
