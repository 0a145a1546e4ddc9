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

public sealed class SqliteRig : Rig
{
    private readonly TempDirectory directory = new();
    private Node? node;

    public override async ValueTask InitializeAsync()
    {
        node = await Node.Start(new StorageOptions { DataDirectory = directory.Path }, Key, Time);
        Stores = node.Stores;
    }

    public override async ValueTask DisposeAsync()
    {
        if (node is not null)
            await node.DisposeAsync();
        directory.Dispose();
    }
}

public sealed class PostgresRig : Rig
{
    private Node? first;
    private Node? second;

    public override Stores Elsewhere => second!.Stores;

    public override async ValueTask InitializeAsync()
    {
        var server = await PostgresServer.Shared;
        var options = new StorageOptions { DataDirectory = "unused", ConnectionString = await server.NewDatabase() + ";Maximum Pool Size=20" };
        first = await Node.Start(options, Key, Time);
        second = await Node.Start(options, Key, Time);
        Stores = first.Stores;
    }

    public override async ValueTask DisposeAsync()
    {
        if (first is not null)
            await first.DisposeAsync();
        if (second is not null)
            await second.DisposeAsync();
    }
}
