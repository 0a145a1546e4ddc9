using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.TestKit.Wire;
using Gatehouse.Tests.Outbound;

namespace Gatehouse.Tests.Host;

/// <summary>What became of messages, as the operator reads it.</summary>
public sealed class DeliveryLogEndpointTests
{
    [Fact]
    public async Task Root_reads_what_became_of_the_messages_of_a_pool()
    {
        await using var sink = new SmtpSink { Instead = command => command.StartsWith("RCPT TO:<ann", StringComparison.Ordinal) ? "550 no such ann@example.com" : null };
        await using var host = await RunningHost.Start(isDev: false, set: [("SMTP", $"smtp://127.0.0.1:{sink.Port}?tls=none&from=id@example.com"), ("OUTBOX", "true")]);
        var demo = await host.MakeDemo();
        await host.SignUp(demo, "bob", "bob@example.com");
        await Eventually.True(() => sink.Mails.Count == 1);
        await host.SignUp(demo, "ann", "ann@example.com");

        var path = $"/_gatehouse/pools/{demo.PoolId}/messages/log";
        var text = "[]";
        await Eventually.True(() => JsonNode.Parse(text = Text(host, path).Result)!.AsArray().Count == 2);
        var notes = JsonNode.Parse(text)!.AsArray().ToDictionary(note => (string)note!["Destination"]!);
        var (sent, refused) = (notes["b***@e***"]!, notes["a***@e***"]!);
        Assert.Equal(("SignUp", "EMAIL", "Sent", 1, null), ((string?)sent["Purpose"], (string?)sent["Channel"], (string?)sent["Outcome"], (int?)sent["Attempts"], (string?)sent["Problem"]));
        Assert.Equal(("GivenUp", "The mail server refused it for good (550)."), ((string?)refused["Outcome"], (string?)refused["Problem"]));
        Assert.InRange((long)sent["TriedAt"]!, (long)sent["CreatedAt"]!, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

        var messages = JsonNode.Parse(await host.Http.GetStringAsync("/_gatehouse/messages"))!.AsArray();
        Assert.All(messages, message => Assert.DoesNotContain((string)message!["Code"]!, text, StringComparison.Ordinal));
        Assert.DoesNotContain("bob@", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_such_a_page()
    {
        await using var host = await RunningHost.Start(isDev: true);
        var demo = await host.MakeDemo();
        var path = $"/_gatehouse/pools/{demo.PoolId}/messages/log";
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path, signer: Signer(host) with { Service = "cognito-idp" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(path, signer: Signer(host) with { Secret = "another-secret-of-somebody" })).StatusCode);
        Assert.Equal("[]", await Text(host, "/_gatehouse/pools/us-east-1_nobodyshe/messages/log"));
    }

    private static async Task<string> Text(RunningHost host, string path)
    {
        var answer = await host.Get(path, signer: Signer(host));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static RequestSigner Signer(RunningHost host) => new(host.Root.Id, host.Root.Secret, "us-east-1", "gatehouse");
}
