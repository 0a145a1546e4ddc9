using System.Collections.Concurrent;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Gatehouse.Storage.Tests;

/// <summary>PostgreSQL dies, restarts, and loses its standby: what was acknowledged is there, what was not is not called so.</summary>
public sealed class PostgresFailureTests
{
    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_restart_under_load_loses_nothing_acknowledged_and_needs_no_restart_of_ours(string mode)
    {
        await using var server = await PostgresServer.Start(durable: true);
        await using var node = await Start(await server.NewDatabase());
        var pool = Samples.Pool();
        await node.Stores.Pools.Add(pool, [], default);
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Write(node, pool, acknowledged, stop.Token))).ToList();

        for (var round = 0; round < 3; round++)
        {
            var before = acknowledged.Count;
            await Progress(acknowledged, before + 20);
            await server.Down(mode);
            await server.Up();
        }

        await Progress(acknowledged, acknowledged.Count + 20);
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.All(
            await Task.WhenAll(acknowledged.Select(sub => node.Stores.Users.BySub(pool.Id, sub, default).AsTask())),
            Assert.NotNull);
    }

    [Fact]
    public async Task A_commit_that_no_standby_confirmed_is_a_failure()
    {
        await using var server = await PostgresServer.Start(durable: true);
        var database = await server.NewDatabase();
        await using var node = await Start(database);
        await PostgresServer.Execute(database, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        await PostgresServer.Execute(database, "SELECT pg_reload_conf()");

        var write = node.Stores.Spent.Spend("p", [1], Samples.Noon, default).AsTask();
        while (!write.IsCompleted)
            await PostgresServer.Execute(database, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");

        var failed = await Assert.ThrowsAsync<StorageException>(() => write);
        Assert.Contains("standby", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_every_connection_is_busy_callers_are_told_so()
    {
        var database = await (await PostgresServer.Shared).NewDatabase();
        await using var node = await Start(database + ";Maximum Pool Size=2;Timeout=1");
        var release = new TaskCompletionSource();
        var callers = Enumerable.Range(0, 3).Select(_ => node.Database.Read(
            async _ =>
            {
                await release.Task;
                return 0;
            },
            default).AsTask()).ToList();

        // Three do not fit into two; and when the node listens to the others just then, only one does.
        await Assert.ThrowsAsync<OverloadedException>(async () => await await Task.WhenAny(callers));

        release.SetResult();
        await Task.WhenAny(Task.WhenAll(callers)); // Refused or not, all have ended.
        Assert.Equal(0, await node.Stores.Users.Count("p", default));
    }

    private static async Task Write(Node node, UserPool pool, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var person = Samples.Person(pool, Samples.Unique("user"));
            try
            {
                if (await node.Stores.Users.Add(pool, new User(person), false, default) is null)
                    acknowledged.Add(person.Sub);
            }
            catch (Exception e) when (e is NpgsqlException or OverloadedException)
            {
                await Task.Yield(); // The server is down; it may not be called stored, and is not.
            }
        }
    }

    private static async Task Progress(ConcurrentBag<string> acknowledged, int count)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var begin = TimeProvider.System.GetTimestamp();
        while (acknowledged.Count < count)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < TimeSpan.FromSeconds(30), "Nothing is written any more.");
            await tick.WaitForNextTickAsync();
        }
    }

    private static Task<Node> Start(string connectionString) => Node.Start(
        new StorageOptions { DataDirectory = "unused", ConnectionString = connectionString }, MasterKey.New(), new FakeTimeProvider(Samples.Noon));
}
