using Gatehouse.Clients.Tests.Rig;
using Gatehouse.TestKit;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>A server that cannot start well says so, and harms nothing.</summary>
public sealed class StartTests
{
    private const string Later = "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_later.sql', '2030-01-01 00:00:00')";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_server_waits_for_a_database_that_comes_a_little_later()
    {
        await using var database = await PostgresServer.Start();
        using var plan = new ServerPlan { Database = await database.NewDatabase() };
        await database.Down();
        await using var server = ServerProcess.Launch(plan);
        await Deadline.Until("some seconds pass", Limit, () => Task.FromResult(server.HasEnded || server.Uptime > TimeSpan.FromSeconds(4)));
        Assert.False(server.HasEnded, server.Log);
        Assert.False(await server.IsReady());

        await database.Up();
        await Deadline.Until("the server is ready", Limit, server.IsReady);
        Assert.NotNull(await Scene.Make(server.Cognito));
    }

    [Fact]
    public async Task A_server_ends_with_a_sentence_when_there_is_no_such_database()
    {
        var known = await (await PostgresServer.Shared).NewDatabase();
        using var plan = new ServerPlan { Database = known + "_not_there" };
        await using var server = ServerProcess.Launch(plan);
        Assert.NotEqual(0, await server.Ended(Limit));
        Assert.Contains("DATABASE", server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_on_sqlite()
    {
        using var plan = new ServerPlan();
        await (await ServerProcess.Start(plan)).DisposeAsync();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(plan.Data, "gatehouse.db")};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = new SqliteCommand(Later, connection);
            await command.ExecuteNonQueryAsync();
        }

        await Refused(plan);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_on_postgres()
    {
        await using var store = new PostgresStore();
        using var plan = await store.Plan();
        await (await ServerProcess.Start(plan)).DisposeAsync();
        await PostgresServer.Execute(plan.Database!, Later);
        await Refused(plan);
    }

    private static async Task Refused(ServerPlan plan)
    {
        await using var server = ServerProcess.Launch(plan);
        Assert.NotEqual(0, await server.Ended(Limit));
        Assert.Contains("newer version", server.Log, StringComparison.Ordinal);
    }
}
