namespace Gatehouse.TestKit;

/// <summary>Ends the PostgreSQL server of a program's tests when they are through: at the exit of the program there would be a few seconds for it.</summary>
public sealed class SharedServer : IAsyncDisposable
{
    public ValueTask DisposeAsync() => PostgresServer.EndShared();
}
