using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.TestKit.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Host;

/// <summary>The whole product writes histories in the background, and leaves nothing behind when it is stopped.</summary>
public sealed class HistoryTests
{
    [Fact]
    public async Task What_was_done_just_before_the_stop_is_written_and_kept()
    {
        var before = await RunningHost.Start(isDev: false);
        var demo = await before.MakeDemo();
        var pools = before.Services.GetRequiredService<IPools>();
        await pools.Change(demo.PoolId, pool => pool with { Threats = ThreatMode.Audit }, default);
        await before.SignUp(demo, "bob", "bob@example.com");
        var pool = (await pools.Find(demo.PoolId, default))!;
        var bob = (await before.Services.GetRequiredService<IUsers>().Find(pool, "bob", default))!;

        await using var after = await RunningHost.Start(isDev: false, await before.Stop());

        var history = await after.Services.GetRequiredService<IAuthEvents>().List(pool.Id, bob.Sub, null, 10, default);
        var happened = Assert.Single(history.Items);
        Assert.Equal((AuthEventKind.SignUp, "127.0.0.1"), (happened.Kind, happened.From.Address));
    }

    [Fact]
    public async Task Root_gets_the_token_of_an_event_and_nobody_else_does()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var demo = await host.MakeDemo();
        var bob = (string)(await host.SignUp(demo, "bob", "bob@example.com"))["UserSub"]!;
        var happened = new AuthEvent(demo.PoolId, bob, "e-1", TimeProvider.System.GetUtcNow(), AuthEventKind.SignIn, AuthEventResult.Passed);
        await host.Services.GetRequiredService<IAuthEvents>().Append([happened], default);
        var root = new RequestSigner(host.Root.Id, host.Root.Secret, "us-east-1", "gatehouse");
        var target = $"/_gatehouse/pools/{demo.PoolId}/users/{bob}/events/e-1/feedback-token";

        using var answer = await host.Ask(HttpMethod.Post, target, signer: root);
        var token = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["FeedbackToken"]!;
        var pool = (await host.Services.GetRequiredService<IPools>().Find(demo.PoolId, default))!;
        var given = await host.Services.GetRequiredService<Feedbacks>().ByToken(pool, "bob", "e-1", token, isValid: false, default);
        Assert.False(given.Refused(out _, out var judged));
        Assert.False(judged.Feedback!.IsValid);

        foreach (var (path, signer) in new (string, RequestSigner?)[] { (target, null), (target, root with { Secret = "0123456789abcdef" }), (target.Replace("e-1", "e-2", StringComparison.Ordinal), root) })
        {
            using var refused = await host.Ask(HttpMethod.Post, path, signer: signer);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }
    }
}
