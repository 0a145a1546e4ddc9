using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Clients.Tests.Rig;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>An import goes on where it was, however often the process is killed: everybody is there once, and is counted once.</summary>
public abstract class ImportPowerCutTests<TStore>
    where TStore : IStore, new()
{
    private static readonly int People = Long.Or(30_000, 1_000_000);
    private static readonly int ToBeImported = People - People / 10 - People / 100;
    private static readonly int Cuts = Long.Or(4, 50);
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_row_counts_once_although_the_power_is_cut_again_and_again()
    {
        await using var store = new TStore();
        using var plan = await store.Plan();
        var (scene, job) = await Begin(plan);
        await GiveUp(store);
        var seen = 0L;
        for (var cut = 0; cut < Cuts; cut++)
        {
            await using var server = await ServerProcess.Start(plan);
            var goal = seen + RandomNumberGenerator.GetInt32(1, (int)((ToBeImported - seen) / (Cuts - cut)) + 2);
            await Deadline.Until("the import goes on", Soon, async () => (seen = Imported(await Look(server, scene, job))) >= Math.Min(goal, ToBeImported));
            await server.Kill();
            await GiveUp(store);
        }

        await using var after = await ServerProcess.Start(plan);
        await Deadline.Until("the import is over", TimeSpan.FromMinutes(10), async () => (await Look(after, scene, job)).Member("UserImportJob", "Status") == "Succeeded");
        await Check(after, scene, job);
    }

    // The half minute until a dead node is given up is waited for in the long form only.
    private static ValueTask GiveUp(TStore store) => Long.IsAskedFor ? ValueTask.CompletedTask : store.GiveUpImports();

    private static async Task<(Scene Scene, string Job)> Begin(ServerPlan plan)
    {
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        var made = await server.Cognito.Admin("CreateUserImportJob", new
        {
            UserPoolId = scene.PoolId, JobName = "many", CloudWatchLogsRoleArn = "arn:aws:iam::000000000000:role/log",
        });
        using var sent = await server.Http.PutAsync(made.Member("UserImportJob", "PreSignedUrl"), new ByteArrayContent(await File(server, scene)));
        Assert.True(sent.IsSuccessStatusCode, await sent.Content.ReadAsStringAsync());

        // Killed before it is started as well: the file was acknowledged.
        await server.Kill();
        await using var again = await ServerProcess.Start(plan);
        var job = made.Member("UserImportJob", "JobId");
        var started = await again.Cognito.Admin("StartUserImportJob", new { UserPoolId = scene.PoolId, JobId = job });
        Assert.True(started.Succeeded, started.Text);
        await again.Kill();
        return (scene, job);
    }

    // Each tenth row is of somebody who was there before it, and each hundredth breaks a rule.
    private static async Task<byte[]> File(ServerProcess server, Scene scene)
    {
        var header = await server.Cognito.Admin("GetCSVHeader", new { UserPoolId = scene.PoolId });
        var columns = JsonSerializer.Deserialize<JsonElement>(header.Text).GetProperty("CSVHeader").EnumerateArray().Select(column => column.GetString()!).ToList();
        var file = new StringBuilder(string.Join(',', columns)).Append('\n');
        for (var i = 0; i < People; i++)
        {
            var name = $"p{(i % 10 == 9 ? i - 1 : i)}";
            file.AppendJoin(',', columns.Select(column => column switch
            {
                "cognito:username" => name, "email" => i % 100 == 50 ? "nonsense" : $"{name}@example.com", "email_verified" => "true", _ => "",
            })).Append('\n');
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static Task<Answer> Look(ServerProcess server, Scene scene, string job) =>
        server.Cognito.Admin("DescribeUserImportJob", new { UserPoolId = scene.PoolId, JobId = job });

    private static long Imported(Answer job) =>
        JsonSerializer.Deserialize<JsonElement>(job.Text).GetProperty("UserImportJob").GetProperty("ImportedUsers").GetInt64();

    private static async Task Check(ServerProcess server, Scene scene, string job)
    {
        var end = JsonSerializer.Deserialize<JsonElement>((await Look(server, scene, job)).Text).GetProperty("UserImportJob");
        var expected = (Imported: ToBeImported, Skipped: People / 10, Failed: People / 100);
        Assert.Equal(expected, (end.GetProperty("ImportedUsers").GetInt32(), end.GetProperty("SkippedUsers").GetInt32(), end.GetProperty("FailedUsers").GetInt32()));

        var pool = JsonSerializer.Deserialize<JsonElement>((await server.Cognito.Admin("DescribeUserPool", new { UserPoolId = scene.PoolId })).Text);
        Assert.Equal(expected.Imported, pool.GetProperty("UserPool").GetProperty("EstimatedNumberOfUsers").GetInt32());
        foreach (var i in new[] { 0, 8, 48, 51, People - 2 })
            Assert.Equal("RESET_REQUIRED", (await scene.Look(server.Cognito, $"p{i}")).Member("UserStatus"));
        Assert.False((await scene.Look(server.Cognito, "p50")).Succeeded);

        var lines = (await Log(server, scene, job)).TrimEnd('\n').Split('\n');
        Assert.Equal(Enumerable.Range(2, People), lines.Select(line => int.Parse(line.Split(' ')[3], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static async Task<string> Log(ServerProcess server, Scene scene, string job)
    {
        var target = $"/_gatehouse/pools/{scene.PoolId}/imports/{job}/log";
        var signer = new RequestSigner(server.Plan.AccessKeyId, server.Plan.SecretAccessKey, ServerPlan.Region, "gatehouse");
        var now = TimeProvider.System.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.Host = server.Http.BaseAddress!.Authority;
        request.Headers.TryAddWithoutValidation("X-Amz-Date", RequestSigner.Date(now));
        var signed = new Dictionary<string, string> { ["host"] = request.Headers.Host, ["x-amz-date"] = RequestSigner.Date(now) };
        request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization("GET", target, signed, [], now));
        using var answer = await server.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}

/// <summary>On SQLite, where the next process is alone and goes on at once.</summary>
[Collection(Alone.Name)]
public sealed class ImportPowerCutOnSqliteTests : ImportPowerCutTests<SqliteStore>;

/// <summary>On PostgreSQL, where a node that died is taken over when its time has passed.</summary>
[Collection(Alone.Name)]
public sealed class ImportPowerCutOnPostgresTests : ImportPowerCutTests<PostgresStore>;
