using Gatehouse.TestKit;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Where a server under test keeps its data. Each instance is an empty store.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>A plan for a server on this store; several plans share what is in it.</summary>
    ValueTask<ServerPlan> Plan();

    /// <summary>Moves the clock of imports past the time after which the next process takes over from one that was killed.</summary>
    ValueTask GiveUpImports();
}

/// <summary>SQLite in the server's data directory.</summary>
public sealed class SqliteStore : IStore
{
    /// <inheritdoc/>
    public ValueTask<ServerPlan> Plan() => ValueTask.FromResult(new ServerPlan());

    /// <summary>Nothing: a process that has the directory for itself waits for nobody.</summary>
    public ValueTask GiveUpImports() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A database of its own on the PostgreSQL server that these tests share.</summary>
public sealed class PostgresStore : IStore
{
    private string? database;
    private ServerPlan? first;

    /// <inheritdoc/>
    public async ValueTask<ServerPlan> Plan()
    {
        database ??= await (await PostgresServer.Shared).NewDatabase();
        var plan = first is null
            ? new ServerPlan { Database = database }
            : new ServerPlan
            {
                Database = database, MasterKey = first.MasterKey, AccessKeyId = first.AccessKeyId, SecretAccessKey = first.SecretAccessKey,
                More = new Dictionary<string, string> { ["PUBLIC_URL"] = first.Endpoint },
            };
        first ??= plan;
        return plan;
    }

    /// <inheritdoc/>
    public async ValueTask GiveUpImports() => await PostgresServer.Execute(database!, "UPDATE imports SET held_until = 0 WHERE active = 1");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
