using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.TestKit.Wire;
using Gatehouse.Tests.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Host;

/// <summary>The calls of functions, as the operator reads them and makes them again.</summary>
public sealed class FunctionRunsEndpointTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:shop";

    [Fact]
    public async Task Root_reads_the_calls_of_a_pool_and_makes_one_again()
    {
        await using var server = await FunctionServer.Start(async (http, body) => await http.Response.Body.WriteAsync(body));
        await using var host = await RunningHost.Start(isDev: false, set: ("FUNCTIONS", $$$"""{"shop": {"lambda": "{{{server.Address}}}"}}"""));
        var demo = await host.MakeDemo();
        await Hook(host, demo.PoolId);
        await host.SignUp(demo, "bob", "bob@example.com");

        var path = $"/_gatehouse/pools/{demo.PoolId}/functions/log";
        var run = Assert.Single(JsonNode.Parse(await Text(await host.Get(path, signer: Signer(host))))!.AsArray())!;
        Assert.Equal(("PreSignUp_SignUp", "Answered", Arn, 1), ((string?)run["Source"], (string?)run["Outcome"], (string?)run["Function"], (int?)run["Tries"]));
        Assert.Equal("bob@example.com", (string?)run["Event"]!["request"]!["userAttributes"]!["email"]);

        var again = JsonNode.Parse(await Text(await Post(host, $"{path}/{run["Id"]}", Signer(host))))!;
        Assert.Equal((true, "Answered"), ((bool?)again["IsReplay"], (string?)again["Outcome"]));
        Assert.Equal(2, server.Received.Count);
        Assert.Equal(server.Received[0].Body, server.Received[1].Body);
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_such_a_page()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var demo = await host.MakeDemo();
        var path = $"/_gatehouse/pools/{demo.PoolId}/functions/log";
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path, signer: Signer(host) with { Service = "cognito-idp" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(host, path + "/none", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Post(host, path + "/none", Signer(host))).StatusCode);
        Assert.Equal("[]", await Text(await host.Get(path, signer: Signer(host))));
    }

    [Fact]
    public async Task What_hides_something_is_not_made_again()
    {
        await using var server = await FunctionServer.Start(async (http, body) => await http.Response.Body.WriteAsync(body));
        await using var host = await RunningHost.Start(isDev: false, set: ("FUNCTIONS", $$$"""{"*": {"lambda": "{{{server.Address}}}"}}"""));
        var demo = await host.MakeDemo();
        await Hook(host, demo.PoolId);
        var question = new SignUpQuestion(new((await host.Services.GetRequiredService<IPools>().Find(demo.PoolId, default))!, null)
        {
            Metadata = new Dictionary<string, string> { ["captcha"] = "topsecret" },
        }, "bob", new Dictionary<string, string>());
        Assert.False((await host.Services.GetRequiredService<Consultations>().Ask(question, default)).Refused(out _, out _));

        var path = $"/_gatehouse/pools/{demo.PoolId}/functions/log";
        var text = await Text(await host.Get(path, signer: Signer(host)));
        Assert.DoesNotContain("topsecret", text, StringComparison.Ordinal);
        var run = JsonNode.Parse(text)!.AsArray()[0]!;
        Assert.False((bool?)run["CanReplay"]);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(host, $"{path}/{run["Id"]}", Signer(host))).StatusCode);
        Assert.Single(server.Received);
    }

    [Fact]
    public async Task A_function_that_no_setting_names_fails_and_the_log_says_what_to_set()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var demo = await host.MakeDemo();
        await Hook(host, demo.PoolId);
        await Assert.ThrowsAnyAsync<Exception>(() => host.SignUp(demo, "bob", "bob@example.com"));
        Assert.Contains(host.Log.All, line => line.Contains("GATEHOUSE_FUNCTIONS", StringComparison.Ordinal) && line.Contains(Arn, StringComparison.Ordinal));
    }

    private static async Task Hook(RunningHost host, string poolId) => await host.Services.GetRequiredService<IPools>().Change(
        poolId,
        pool => pool with { Functions = new() { References = new Dictionary<Occasion, string> { [Occasion.BeforeSignUp] = Arn } } },
        default);

    private static RequestSigner Signer(RunningHost host) => new(host.Root.Id, host.Root.Secret, "us-east-1", "gatehouse");

    private static async Task<string> Text(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpResponseMessage> Post(RunningHost host, string target, RequestSigner? signer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target);
        request.Headers.Host = host.Http.BaseAddress!.Authority;
        if (signer is not null)
        {
            var now = TimeProvider.System.GetUtcNow();
            var signed = new Dictionary<string, string> { ["host"] = request.Headers.Host, ["x-amz-date"] = RequestSigner.Date(now) };
            request.Headers.TryAddWithoutValidation("X-Amz-Date", RequestSigner.Date(now));
            request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization("POST", target, signed, [], now));
        }

        return await host.Http.SendAsync(request);
    }
}
