using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>What was acknowledged is there after the process was killed, however busy it was.</summary>
public abstract class PowerCutTests<TStore>
    where TStore : IStore, new()
{
    private const int Writers = 8;
    private const int PerRound = 250;

    private readonly ConcurrentBag<string> acknowledged = [];
    private readonly ConcurrentBag<string> unanswered = [];

    [Fact]
    public async Task Every_acknowledged_sign_up_outlives_a_power_cut()
    {
        await using var store = new TStore();
        using var plan = await store.Plan();
        Scene? scene = null;
        var rounds = Long.Or(3, 40);
        for (var round = 0; round < rounds; round++)
        {
            await using var server = await ServerProcess.Start(plan);
            scene ??= await Scene.Make(server.Cognito);
            await CutPowerDuringSignUps(server, scene, round);
        }

        Assert.True(acknowledged.Count > rounds * 20, $"Only {acknowledged.Count} sign-ups were acknowledged.");
        Assert.NotEmpty(unanswered);
        await using var after = await ServerProcess.Start(plan);
        await Check(after.Cognito, scene!);
    }

    private async Task CutPowerDuringSignUps(ServerProcess server, Scene scene, int round)
    {
        var left = RandomNumberGenerator.GetInt32(40, PerRound - 50);
        var cut = new TaskCompletionSource();
        var names = Enumerable.Range(0, PerRound).Select(i => $"person-{round}-{i}");
        var writing = Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (name, _) =>
        {
            try
            {
                var answer = await scene.SignUp(server.Cognito, name);
                Assert.True(answer.Succeeded, answer.Text);
                acknowledged.Add(name);
                if (Interlocked.Decrement(ref left) == 0)
                    cut.SetResult();
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException)
            {
                unanswered.Add(name);
            }
        });
        await await Task.WhenAny(cut.Task, writing);
        await server.Kill();
        await writing;
    }

    private async Task Check(Cognito cognito, Scene scene)
    {
        var broken = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(acknowledged, async (name, _) =>
        {
            if (!(await scene.Look(cognito, name)).Succeeded || (await cognito.Messages(Scene.MailOf(name))).Length != 1)
                broken.Add(name);
        });
        await Parallel.ForEachAsync(unanswered, async (name, _) =>
        {
            // Nobody was told, so either is right; but the person and the code are there both or neither.
            var person = await scene.Look(cognito, name);
            var codes = (await cognito.Messages(Scene.MailOf(name))).Length;
            if (person.Succeeded ? codes != 1 : person.Error != "UserNotFoundException" || codes != 0)
                broken.Add(name);
        });
        Assert.True(broken.IsEmpty, $"{broken.Count} lost or half there: {string.Join(", ", broken.Take(10))}");
    }
}

/// <summary>On SQLite, where a power cut meets the writer and its log.</summary>
[Collection(Alone.Name)]
public sealed class PowerCutOnSqliteTests : PowerCutTests<SqliteStore>;

/// <summary>On PostgreSQL, which stays.</summary>
[Collection(Alone.Name)]
public sealed class PowerCutOnPostgresTests : PowerCutTests<PostgresStore>;
