using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>Hears from other nodes which settings changed. While it cannot hear, nothing is served from memory.</summary>
internal sealed partial class ChangeListener(NpgsqlDataSource source, Notices notices, ILogger<ChangeListener> log) : IAsyncDisposable
{
    /// <summary>How long a dead connection may go unnoticed, and how long until the next try.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource stop = new();
    private Task work = Task.CompletedTask;

    /// <summary>Listens from the moment this returns.</summary>
    public async Task Start(CancellationToken ct)
    {
        var connection = await Connect(ct);
        work = Task.Run(() => Listen(connection), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await work;
        stop.Dispose();
    }

    private async Task Listen(NpgsqlConnection? connection)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var current = connection ?? await Connect(stop.Token);
                connection = null;
                notices.Regain();
                while (true)
                    await Hear(current);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException or IOException or ObjectDisposedException)
            {
                connection = null;
                notices.Lose();
                Log.Lost(log, e.Message);
                await Task.Delay(Pulse, TimeProvider.System, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<NpgsqlConnection> Connect(CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            connection.Notification += (_, e) => notices.Raise(e.Payload);
            await using var listen = new NpgsqlCommand($"LISTEN {PostgresTransaction.Channel}", connection);
            await listen.ExecuteNonQueryAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for news; when none comes, asks whether the server is still there.</summary>
    private async Task Hear(NpgsqlConnection connection)
    {
        if (await connection.WaitAsync(Pulse, stop.Token))
            return;

        await using var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = 1 };
        await ping.ExecuteScalarAsync(stop.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Changes of other nodes cannot be heard; settings are read from the database meanwhile. {Reason}")]
        public static partial void Lost(ILogger log, string reason);
    }
}
