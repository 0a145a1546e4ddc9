using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Hosting;

namespace Gatehouse.Tests.Host;

/// <summary><c>gatehouse dev</c>: the demo, the messages and the page that shows them.</summary>
public sealed class DevTests : IAsyncLifetime
{
    private RunningHost host = null!;
    private Demo demo = null!;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.Start(isDev: true);
        demo = await host.MakeDemo();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task The_printed_sign_in_works_as_it_is()
    {
        var body = demo.CurlCommand(host.Url).Split("-d '")[1].TrimEnd('\'');
        var tokens = (await host.Call("InitiateAuth", JsonNode.Parse(body)!.AsObject()))["AuthenticationResult"]!;
        Assert.Equal(3, ((string)tokens["IdToken"]!).Split('.').Length);
        Assert.Contains($"SECRET_HASH={demo.SecretHash}", demo.AwsCommand, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_finds_the_same_demo()
    {
        var data = await host.Stop();
        host = await RunningHost.Start(isDev: true, data);
        Assert.Equal((demo.PoolId, demo.ClientId, demo.ClientSecret), (await host.MakeDemo()) is var again ? (again.PoolId, again.ClientId, again.ClientSecret) : default);
    }

    [Fact]
    public async Task A_code_is_shown_in_the_log_and_in_the_messages_and_on_the_page()
    {
        await host.SignUp(demo, "bob", "bob@example.com");
        var message = Assert.Single(JsonNode.Parse(await host.Http.GetStringAsync("/_gatehouse/messages?to=bob@example.com"))!.AsArray())!;
        var code = (string)message["Code"]!;
        Assert.Matches("^[0-9]{6}$", code);
        Assert.Equal(("bob@example.com", "EMAIL", "SignUp"), ((string)message["Destination"]!, (string)message["Channel"]!, (string)message["Purpose"]!));
        Assert.Contains(code, (string)message["Body"]!, StringComparison.Ordinal);
        Assert.InRange((long)message["SentAt"]!, TimeProvider.System.GetUtcNow().AddMinutes(-1).ToUnixTimeMilliseconds(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Contains(code, await host.Http.GetStringAsync("/"), StringComparison.Ordinal);
        await Eventually.True(() => host.Log.All.Any(line => line.Contains(code, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Messages_are_told_by_their_address_oldest_first()
    {
        await host.SignUp(demo, "first", "one@example.com");
        await host.SignUp(demo, "second", "two@example.com");
        await host.SignUp(demo, "third", "one@example.com");
        var all = JsonNode.Parse(await host.Http.GetStringAsync("/_gatehouse/messages"))!.AsArray();
        Assert.Equal(["one@example.com", "two@example.com", "one@example.com"], all.Select(message => (string)message!["Destination"]!));
        Assert.Equal(2, JsonNode.Parse(await host.Http.GetStringAsync("/_gatehouse/messages?to=one@example.com"))!.AsArray().Count);
        Assert.Empty(JsonNode.Parse(await host.Http.GetStringAsync("/_gatehouse/messages?to=none@example.com"))!.AsArray());
    }

    [Fact]
    public async Task The_page_shows_credentials_and_runs_nothing()
    {
        using var answer = await host.Get("/");
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var shown in new[] { host.Root.Secret, demo.ClientSecret, demo.PoolId, host.Url })
            Assert.Contains(System.Text.Encodings.Web.HtmlEncoder.Default.Encode(shown), page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var style = page.Split("<style>")[1].Split("</style>")[0];
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains($"'sha256-{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)))}'", policy, StringComparison.Ordinal);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("gatehouse.attacker.example")]
    [InlineData("localhost.attacker.example:7080")]
    [InlineData("192.0.2.7")]
    public async Task A_foreign_name_for_this_machine_opens_nothing(string name)
    {
        using var messages = await host.Get("/_gatehouse/messages", name);
        Assert.Equal(HttpStatusCode.NotFound, messages.StatusCode);
        using var page = await host.Get("/", name);
        var text = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain(host.Root.Secret, WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.DoesNotContain(demo.ClientSecret, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_origin_reads_the_messages()
    {
        using var answer = await host.Get("/_gatehouse/messages", headers: ("Origin", "https://attacker.example"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
