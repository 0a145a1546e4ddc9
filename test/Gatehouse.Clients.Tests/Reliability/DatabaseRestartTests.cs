using System.Collections.Concurrent;
using Gatehouse.Clients.Tests.Rig;
using Gatehouse.TestKit;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>PostgreSQL crashes and comes back under load: nothing acknowledged is lost, and the server goes on by itself.</summary>
[Collection(Alone.Name)]
public sealed class DatabaseRestartTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_database_that_comes_back_is_used_again_and_has_everything()
    {
        await using var database = await PostgresServer.Start(durable: true);
        using var plan = new ServerPlan { Database = await database.NewDatabase() };
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        var acknowledged = new ConcurrentBag<string>();
        for (var restart = 0; restart < Long.Or(1, 30); restart++)
            await CrashUnderLoad(database, server, scene, acknowledged);

        foreach (var name in acknowledged)
            Assert.True((await scene.Look(server.Cognito, name)).Succeeded, $"{name} is lost");

        Assert.False(server.HasEnded);
    }

    private static async Task CrashUnderLoad(PostgresServer database, ServerProcess server, Scene scene, ConcurrentBag<string> acknowledged)
    {
        var round = acknowledged.Count;
        var load = new Load(callers: 4, async number =>
        {
            var name = $"person-{round}-{number}";
            var answer = await scene.SignUp(server.Cognito, name);
            if (answer.Succeeded)
                acknowledged.Add(name);
            return answer;
        });
        await Served(load, load.Elapsed);
        await database.Down("immediate");
        await Deadline.Until("the server says it is not ready", TimeSpan.FromSeconds(15), async () => !await server.IsReady());
        await database.Up();
        var back = load.Elapsed;
        await Served(load, back + Grace + Grace);
        await load.End();

        var late = load.Calls.Where(call => call.Answer is not { Succeeded: true } && call.Started > back + Grace).ToList();
        Assert.True(late.Count == 0, $"{late.Count} calls failed later than {Grace} after the database was back: {late.FirstOrDefault()?.Answer?.Text}");
        Assert.True(await server.IsReady());
    }

    // Until some calls that began after a moment were done.
    private static Task Served(Load load, TimeSpan since) => Deadline.Until(
        "calls are served", TimeSpan.FromSeconds(30),
        () => Task.FromResult(load.Calls.Count(call => call.Started > since && call.Answer is { Succeeded: true }) > 20));
}
