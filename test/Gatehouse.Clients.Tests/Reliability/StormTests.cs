using Gatehouse.Clients.Tests.Rig;

namespace Gatehouse.Clients.Tests.Reliability;

/// <summary>Guessing passwords costs the guesser; everybody else is served meanwhile.</summary>
[Collection(Alone.Name)]
public sealed class StormTests
{
    // On two cores that also run the storm itself; on a machine of its own it is far less.
    private static readonly TimeSpan Bearable = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task A_storm_of_wrong_passwords_leaves_refreshes_and_keys_quick()
    {
        using var plan = new ServerPlan();
        await using var server = await ServerProcess.Start(plan);
        var scene = await Scene.Make(server.Cognito);
        await scene.Add(server.Cognito, "calm");
        var tokens = await scene.TokensOf(server.Cognito, "calm");
        var keys = new Uri($"/{scene.PoolId}/.well-known/jwks.json", UriKind.Relative);

        var storm = new Load(callers: 200, number => scene.SignIn(server.Cognito, $"guess-{number}", "Wrong-guess-1"));
        var refreshes = new Load(callers: 1, _ => scene.Refresh(server.Cognito, tokens.Refresh));
        var readings = new Load(callers: 1, async _ =>
        {
            using var answer = await server.Http.GetAsync(keys);
            return new Answer((int)answer.StatusCode, "", TimeSpan.Zero);
        });
        await Deadline.Until("the storm was long enough", TimeSpan.FromMinutes(2), () => Task.FromResult(
            storm.Calls.Count > Long.Or(600, 20_000) && refreshes.Calls.Count > 100 && readings.Calls.Count > 100));
        await Task.WhenAll(refreshes.End(), readings.End(), storm.End());

        foreach (var calm in new[] { refreshes, readings })
        {
            Assert.All(calm.Calls, call => Assert.True(call.Answer is { Succeeded: true }, call.Answer?.Text));
            var slow = Load.Percentile(calm.Calls.Select(call => call.Took), 0.99);
            Assert.True(slow < Bearable, $"{slow.TotalMilliseconds} ms");
        }

        string?[] expected = ["UserNotFoundException", "NotAuthorizedException", "TooManyRequestsException"];
        Assert.All(storm.Calls, call => Assert.Contains(call.Answer?.Error, expected));
    }
}
