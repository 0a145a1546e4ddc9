using Gatehouse.TestKit;

[assembly: AssemblyFixture(typeof(Gatehouse.Storage.Tests.SharedServer))]

namespace Gatehouse.Storage.Tests;

/// <summary>Ends the PostgreSQL server of these tests when they are through.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresServer.EndShared();
}
