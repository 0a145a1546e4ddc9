using System.Data.Common;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>The engine that several nodes share.</summary>
internal sealed class PostgresDatabase(StorageOptions options, Notices notices, ILoggerFactory logs) : IDatabase
{
    /// <summary>Jobs of one row queue behind its lock; so many deadlocks or lost races in a row do not happen to one that behaves.</summary>
    private const int MaxTries = 8;

    /// <summary>A restarted server has broken every connection of the pool; the driver clears it at the first.</summary>
    private const int MaxBrokenConnections = 2;

    private readonly NpgsqlDataSource source = PostgresSource.Build(options);
    private ChangeListener? listener;

    /// <inheritdoc/>
    public Dialect Dialect => Dialect.PostgreSql;

    /// <inheritdoc/>
    public async Task Start(CancellationToken ct)
    {
        await new PostgresStart(source, options).Run(ct);
        listener = new ChangeListener(source, notices, logs.CreateLogger<ChangeListener>());
        await listener.Start(ct);
    }

    /// <inheritdoc/>
    public async ValueTask<T> Read<T>(Func<DbConnection, Task<T>> job, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await Open(ct);
                return await job(connection);
            }
            catch (NpgsqlException e) when (e is not PostgresException { IsTransient: false } && e.IsTransient && tries <= MaxBrokenConnections)
            {
                // A broken connection is out of the pool now; reading again harms nobody.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> Write<T>(Func<Transaction, Task<T>> job, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            await using var connection = await Open(ct);
            var transaction = new PostgresTransaction(connection);
            try
            {
                var (result, news) = await transaction.Run(job, ct);
                foreach (var setting in news)
                    notices.Raise(setting);
                return result;
            }
            catch (Exception e) when (MayTryAgain(e, transaction, tries))
            {
                // Nothing of this try is stored.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (listener is not null)
            await listener.DisposeAsync();
        await source.DisposeAsync();
    }

    private static bool MayTryAgain(Exception e, PostgresTransaction transaction, int tries) => e switch
    {
        // A deadlock or lost serialization is a refusal, in the commit as well: nothing is stored.
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => tries < MaxTries,
        LostRaceException => tries < MaxTries,
        NpgsqlException { IsTransient: true } => !transaction.IsCommitting && tries <= MaxBrokenConnections,
        _ => false,
    };

    private async ValueTask<NpgsqlConnection> Open(CancellationToken ct)
    {
        try
        {
            return await source.OpenConnectionAsync(ct);
        }
        catch (NpgsqlException e) when (e.InnerException is TimeoutException)
        {
            throw new OverloadedException("Every connection to the database is busy.");
        }
    }
}
