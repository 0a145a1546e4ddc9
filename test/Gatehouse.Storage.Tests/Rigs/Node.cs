using Dapper;
using Gatehouse.Crypto;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Storage.Tests;

/// <summary>The stores as a program composes them, real cryptography included: one node.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private Node(ServiceProvider services) => this.services = services;

    public Stores Stores => Stores.Of(services);

    public IServiceProvider Services => services;

    internal IDatabase Database => services.GetRequiredService<IDatabase>();

    /// <summary>Runs a statement that no store would run.</summary>
    public async Task<int> Tamper(string sql, object? parameters = null) =>
        await Database.Write(tx => tx.Connection.ExecuteAsync(sql, parameters), CancellationToken.None);

    public static async Task<Node> Start(StorageOptions options, MasterKey key, FakeTimeProvider time)
    {
        var provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddStorage(options)
            .AddCrypto(key)
            .BuildServiceProvider();
        try
        {
            await provider.GetRequiredService<IStoreLifetime>().Start(CancellationToken.None);
            return new(provider);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
