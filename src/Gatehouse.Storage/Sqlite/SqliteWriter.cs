using System.Collections.Concurrent;
using Gatehouse.Identity;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>
/// The one thread that writes. Whatever waits is written in one transaction, each job inside a savepoint of its own, and all callers are
/// answered after the one commit: a hundred people pay for one flush of the disk.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    private const int MaxWaiting = 4096;
    private const int MaxBatch = 256;
    private const int SqliteBusy = 5;

    private readonly BlockingCollection<WriteJob> queue = new(MaxWaiting);
    private readonly SqliteConnection connection;
    private readonly Notices notices;
    private readonly Thread thread;

    /// <summary>Starts the thread.</summary>
    public SqliteWriter(SqliteFile file, Notices notices)
    {
        (connection, this.notices) = (file.Open(), notices);
        thread = new Thread(Work) { IsBackground = true, Name = "SQLite writer" };
        thread.Start();
    }

    /// <summary>Queues a job.</summary>
    /// <exception cref="OverloadedException">The queue is full, or another process keeps the database locked.</exception>
    public Task<T> Write<T>(Func<Transaction, Task<T>> work, CancellationToken ct)
    {
        var job = new WriteJob<T>(work, ct);
        return queue.TryAdd(job) ? job.Result : throw new OverloadedException("The database has more to write than it can.");
    }

    /// <summary>Writes what waits, and ends.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        connection.Dispose();
        queue.Dispose();
    }

    // SQLite itself rolls everything back after some errors (disk full); a second rollback is then one too many.
    private bool IsOver => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0;

    private void Work()
    {
        var batch = new List<WriteJob>(MaxBatch);
        foreach (var job in queue.GetConsumingEnumerable())
        {
            batch.Clear();
            try
            {
                WriteBatch(job, batch);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == SqliteBusy)
            {
                // Whoever came meanwhile has waited as well, and must not wait as long once more.
                while (queue.TryTake(out var late))
                    batch.Add(late);
                FailAll(batch, new OverloadedException("Another process keeps the database locked."));
            }
#pragma warning disable CA1031 // Every failure goes to the callers; the thread lives on.
            catch (Exception e)
#pragma warning restore CA1031
            {
                FailAll(batch, e);
            }
        }
    }

    private void WriteBatch(WriteJob first, List<WriteJob> batch)
    {
        batch.Add(first);
        Execute("BEGIN IMMEDIATE");
        var done = new List<(WriteJob Job, IReadOnlyList<string> News)>();
        for (var job = first; job is not null; job = Next(batch))
        {
            if (job.IsGivenUp)
                job.GiveUp();
            else if (WriteOne(job) is { } news)
                done.Add((job, news));
        }

        Execute("COMMIT");
        foreach (var setting in done.SelectMany(d => d.News))
            notices.Raise(setting);
        foreach (var (job, _) in done)
            job.Answer();
    }

    private WriteJob? Next(List<WriteJob> batch)
    {
        if (batch.Count == MaxBatch || !queue.TryTake(out var next))
            return null;

        batch.Add(next);
        return next;
    }

    /// <summary>Null when the job failed; then it was answered, and nothing of it stays.</summary>
    private IReadOnlyList<string>? WriteOne(WriteJob job)
    {
        var tx = new Transaction(connection);
        Execute("SAVEPOINT job");
        try
        {
            job.Run(tx);
        }
#pragma warning disable CA1031 // A job that fails must not take the others with it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (IsOver)
                throw;

            Execute("ROLLBACK TO job");
            Execute("RELEASE job");
            job.Fail(e);
            return null;
        }

        if (tx.IsAbandoned)
            Execute("ROLLBACK TO job");
        Execute("RELEASE job");
        return tx.IsAbandoned ? [] : tx.Notices;
    }

    private void FailAll(List<WriteJob> batch, Exception reason)
    {
        if (!IsOver)
            Execute("ROLLBACK");
        foreach (var job in batch)
            job.Fail(reason);
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
