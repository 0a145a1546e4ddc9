using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using DbUp;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>The embedded engine: readers beside each other, one writer.</summary>
internal sealed class SqliteDatabase(StorageOptions options, Notices notices) : IDatabase
{
    private const int MaxIdle = 16;

    private readonly SqliteFile file = new(options.DataDirectory);
    private readonly ConcurrentStack<SqliteConnection> idle = [];
    private DirectoryLock? directory;
    private SqliteWriter? writer;

    /// <inheritdoc/>
    public Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc/>
    public async Task Start(CancellationToken ct)
    {
        try
        {
            file.Prepare();
            directory = await DirectoryLock.Take(options.DataDirectory, options.StartPatience, ct);
            file.Open().Dispose();
            Migration.Run(DeployChanges.To.SqliteDatabase(file.ConnectionString), Dialect);
            EndLeases();
            writer = new SqliteWriter(file, notices);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The database in the data directory `{options.DataDirectory}` cannot be opened: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> Read<T>(Func<DbConnection, Task<T>> job, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!idle.TryPop(out var connection))
            connection = OpenReader();

        // A connection on which something failed is not used again.
        var isGood = false;
        try
        {
            var result = await job(connection);
            isGood = true;
            return result;
        }
        finally
        {
            if (isGood && idle.Count < MaxIdle)
                idle.Push(connection);
            else
                connection.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<T> Write<T>(Func<Transaction, Task<T>> job, CancellationToken ct) => await Started.Write(job, ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        writer?.Dispose();
        while (idle.TryPop(out var connection))
            connection.Dispose();
        directory?.Dispose();
        return default;
    }

    // The directory is ours alone, so whoever took messages to send them, or ran an import, is dead: both go on at once, not when a lease ends.
    private void EndLeases()
    {
        using var connection = file.Open();
        connection.Execute("UPDATE outbox SET next_try = 0 WHERE next_try > 0; UPDATE imports SET held_until = 0 WHERE active = 1");
    }

    private SqliteWriter Started => writer ?? throw new InvalidOperationException("The store was not started.");

    private SqliteConnection OpenReader()
    {
        _ = Started;
        var connection = file.Open();
        connection.Execute("PRAGMA query_only = 1");
        return connection;
    }
}
