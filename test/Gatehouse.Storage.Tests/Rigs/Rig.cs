using Gatehouse.Crypto;
using Gatehouse.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Storage.Tests;

/// <summary>A store for one class of tests. Each test works in pools of its own.</summary>
public abstract class Rig : IAsyncLifetime
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public Stores Stores { get; protected set; } = null!;

    /// <summary>What another node sees; the same stores where there is one node only.</summary>
    public virtual Stores Elsewhere => Stores;

    protected MasterKey Key { get; } = MasterKey.New();

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();
}

public sealed class MemoryRig : Rig
{
    public override ValueTask InitializeAsync()
    {
        Stores = Stores.Of(new MemoryStore(Time));
        return default;
    }

    public override ValueTask DisposeAsync() => default;
}

/// <summary>A store that keeps rows, with a way to look at them behind its back.</summary>
public abstract class SqlRig : Rig
{
    public abstract Node Node { get; }

    /// <summary>Every file in which something of the store may lie.</summary>
    public abstract Task<IEnumerable<string>> Files();
}

public sealed class SqliteRig : SqlRig
{
    private readonly TempDirectory directory = new();
    private Node? node;

    public override Node Node => node!;

    public override async ValueTask InitializeAsync()
    {
        node = await Node.Start(new StorageOptions { DataDirectory = directory.Path }, Key, Time);
        Stores = node.Stores;
    }

    public override Task<IEnumerable<string>> Files() => Task.FromResult<IEnumerable<string>>(Directory.GetFiles(directory.Path));

    public override async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        directory.Dispose();
    }
}

public sealed class PostgresRig : SqlRig
{
    private PostgresServer? server;
    private string? database;
    private Node? first;
    private Node? second;

    public override Node Node => first!;

    public override Stores Elsewhere => second!.Stores;

    public override async ValueTask InitializeAsync()
    {
        server = await PostgresServer.Shared;
        database = await server.NewDatabase();
        var options = new StorageOptions { DataDirectory = "unused", ConnectionString = database + ";Maximum Pool Size=20" };
        first = await Node.Start(options, Key, Time);
        second = await Node.Start(options, Key, Time);
        Stores = first.Stores;
    }

    public override async Task<IEnumerable<string>> Files()
    {
        await PostgresServer.Execute(database!, "CHECKPOINT");
        return Directory.EnumerateFiles(server!.DataDirectory, "*", SearchOption.AllDirectories);
    }

    public override async ValueTask DisposeAsync()
    {
        if (first is not null)
            await first.DisposeAsync();
        if (second is not null)
            await second.DisposeAsync();
    }
}
