using System.Data.Common;

namespace Gatehouse.Storage;

/// <summary>One of the two engines. Every store speaks to it through these calls only.</summary>
internal interface IDatabase : IAsyncDisposable
{
    /// <summary>The words in which this engine differs.</summary>
    Dialect Dialect { get; }

    /// <summary>Reaches the database and brings its schema up to date.</summary>
    Task Start(CancellationToken ct);

    /// <summary>Runs a reading job.</summary>
    ValueTask<T> Read<T>(Func<DbConnection, Task<T>> job, CancellationToken ct);

    /// <summary>
    /// Runs a writing job in a transaction and answers when it is on disk. The job may run more than once, so it touches nothing but
    /// the database; it is given up only before it starts, never in its commit.
    /// </summary>
    ValueTask<T> Write<T>(Func<Transaction, Task<T>> job, CancellationToken ct);
}

/// <summary>What a writing job works with.</summary>
internal sealed class Transaction(DbConnection connection)
{
    private readonly List<string> notices = [];

    /// <summary>The connection, inside the transaction.</summary>
    public DbConnection Connection { get; } = connection;

    /// <summary>Whether everything the job wrote is to be undone.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Which settings the job changed.</summary>
    public IReadOnlyList<string> Notices => notices;

    /// <summary>Undoes what the job wrote; what it answers still reaches the caller.</summary>
    public void Abandon() => IsAbandoned = true;

    /// <summary>Tells every node, once the change is stored, that a snapshot of this setting is old.</summary>
    public void Notify(string setting) => notices.Add(setting);
}

/// <summary>Somebody else saved in between; the job runs again.</summary>
internal sealed class LostRaceException() : Exception("A row was saved by somebody else in between.");
