using System.Diagnostics;
using System.Net;
using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>A server that is asked to stop finishes what it has begun.</summary>
[Collection(Alone.Name)]
public sealed class StopTests
{
    private const int Callers = 40;

    [Fact]
    public async Task Every_call_that_was_taken_is_answered()
    {
        using var plan = new ServerPlan();
        for (var round = 0; round < Long.Or(2, 50); round++)
        {
            await using var server = await ServerProcess.Start(plan);
            await StopUnderLoad(server, round);
        }
    }

    private static async Task StopUnderLoad(ServerProcess server, int round)
    {
        var scene = await Scene.Make(server.Cognito);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => server.Http.GetStringAsync("/healthz/ready")));

        // Hashing passwords keeps all of them busy for a while; once some are done, every one was taken.
        var done = 0;
        var calls = Enumerable.Range(0, Callers).Select(async i =>
        {
            var answer = await scene.SignUp(server.Cognito, $"person-{round}-{i}");
            Interlocked.Increment(ref done);
            return answer;
        }).ToList();
        await Deadline.Until("some are done", TimeSpan.FromSeconds(30), () => Task.FromResult(Volatile.Read(ref done) >= 3));
        var watch = Stopwatch.StartNew();
        server.AskToStop();
        await Deadline.Until("it says first that it is not ready", TimeSpan.FromSeconds(2), async () =>
        {
            using var ready = await server.Http.GetAsync("/healthz/ready");
            return ready.StatusCode is HttpStatusCode.ServiceUnavailable;
        });
        var answers = await Task.WhenAll(calls);
        Assert.All(answers, answer => Assert.True(answer.Succeeded, answer.Text));
        Assert.Equal(0, await server.Ended(TimeSpan.FromSeconds(20)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }
}
