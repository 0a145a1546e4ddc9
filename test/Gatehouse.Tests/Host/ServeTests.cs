using System.Net;
using System.Text.Json.Nodes;
using Gatehouse.Hosting;
using Gatehouse.Identity;
using Gatehouse.TestKit.Wire;
using Gatehouse.Tests.Outbound;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Host;

/// <summary><c>gatehouse serve</c>: what it shows, whom it believes, how it tells of its health.</summary>
public sealed class ServeTests
{
    private const string Messages = "/_gatehouse/messages";

    [Fact]
    public async Task The_page_shows_neither_credentials_nor_messages()
    {
        await using var host = await RunningHost.Start(isDev: false, set: ("OUTBOX", "true"));
        var demo = await host.MakeDemo();
        await host.SignUp(demo, "bob", "bob@example.com");
        var page = WebUtility.HtmlDecode(await host.Http.GetStringAsync("/"));
        Assert.Contains("SQLite", page, StringComparison.Ordinal);
        Assert.Contains($"AWS_ENDPOINT_URL={host.Url}", page, StringComparison.Ordinal);
        foreach (var secret in new[] { host.Root.Secret, host.Root.Id, demo.ClientSecret, demo.PoolId, "bob@example.com", Messages })
            Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_do_not_exist_unless_the_operator_keeps_them()
    {
        await using var host = await RunningHost.Start(isDev: false);
        Assert.Equal(HttpStatusCode.NotFound, await Status(host));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, signer: Signer(host)));
    }

    [Fact]
    public async Task Kept_messages_are_read_by_this_machine_and_by_root()
    {
        await using var host = await RunningHost.Start(isDev: false, set: ("OUTBOX", "true"));
        const string Elsewhere = "id.example.com";
        Assert.Equal(HttpStatusCode.OK, await Status(host));
        Assert.Equal(HttpStatusCode.OK, await Status(host, Elsewhere, Signer(host)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, Elsewhere));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, Elsewhere, Signer(host) with { Secret = "0123456789abcdef" }));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, Elsewhere, Signer(host) with { Service = "cognito-idp" }));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, Elsewhere, Signer(host) with { Region = "eu-west-1" }));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    public async Task A_proxy_on_this_machine_does_not_open_the_messages_to_the_world(string header, string value)
    {
        await using var host = await RunningHost.Start(isDev: false, set: ("OUTBOX", "true"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(host, headers: (header, value)));
        await using var trusting = await RunningHost.Start(isDev: false, set: [("OUTBOX", "true"), ("TRUSTED_PROXIES", "127.0.0.1")]);
        Assert.Equal(HttpStatusCode.NotFound, await Status(trusting, headers: (header, value)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(trusting, headers: ("X-Forwarded-For", "127.0.0.1")));
    }

    [Fact]
    public async Task Without_a_mail_server_messages_stay_and_no_code_is_logged()
    {
        await using var host = await RunningHost.Start(isDev: false, set: ("OUTBOX", "true"));
        await host.SignUp(await host.MakeDemo(), "bob", "bob@example.com");
        await Eventually.True(() => host.Log.All.Any(line => line.Contains("GATEHOUSE_SMTP", StringComparison.Ordinal)));
        var message = Assert.Single(JsonNode.Parse(await host.Http.GetStringAsync(Messages))!.AsArray())!;
        Assert.DoesNotContain(host.Log.All, line => line.Contains((string)message["Code"]!, StringComparison.Ordinal) || line.Contains("bob@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_server_that_stalls_delays_no_answer_and_the_mail_goes_out_when_it_recovers()
    {
        await using var sink = new SmtpSink { Stalls = true };
        await using var host = await RunningHost.Start(isDev: false, set: ("SMTP", $"smtp://127.0.0.1:{sink.Port}?tls=none&from=id@example.com"));
        var demo = await host.MakeDemo();
        var started = TimeProvider.System.GetTimestamp();
        await host.SignUp(demo, "bob", "bob@example.com");
        await Eventually.True(() => sink.Connections > 0);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5), "The answer waited for the mail server.");

        sink.Recover();
        await Eventually.True(() => sink.Mails.Count == 1);
        Assert.Contains("To: bob@example.com", sink.Mails.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_live_and_ready()
    {
        await using var host = await RunningHost.Start(isDev: true);
        Assert.Equal("""{"status":"live"}""", await host.Http.GetStringAsync("/healthz/live"));
        Assert.Equal("""{"status":"ready"}""", await host.Http.GetStringAsync("/healthz/ready"));
        Assert.Equal(ExitCode.Done, (await CommandLineTests.Run("health", "--urls", host.Url)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_does_not_answer_is_told_within_two_seconds(bool stalls)
    {
        await using var host = await RunningHost.Start(isDev: true, replace: services => services.AddSingleton<IHousekeeping>(new DeadStore(stalls)));
        using var answer = await host.Http.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("""{"status":"store does not answer"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/healthz/live")).StatusCode);
        Assert.Equal(ExitCode.Failed, (await CommandLineTests.Run("health", "--urls", host.Url)).Code);
    }

    [Fact]
    public async Task A_stop_ends_readiness_before_it_ends_service()
    {
        var pause = new FakeTimeProvider();
        await using var host = await RunningHost.Start(
            isDev: false, replace: services => services.AddSingleton(new Drain(TimeSpan.FromSeconds(2), pause)));
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/healthz/ready")).StatusCode);
        var stopping = host.Stop(keepClient: true);
        await Eventually.True(() => host.Services.GetRequiredService<Drain>().HasBegun);
        using var answer = await host.Http.GetAsync("/healthz/ready");
        Assert.Equal("""{"status":"stopping"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await host.Http.GetAsync("/healthz/live")).StatusCode);
        Assert.False(stopping.IsCompleted);
        await Eventually.True(() => stopping.IsCompleted, () => pause.Advance(TimeSpan.FromSeconds(1)));
        await stopping;
    }

    [Fact]
    public async Task A_port_in_use_is_told_in_one_sentence()
    {
        await using var host = await RunningHost.Start(isDev: false);
        using var other = new TemporaryDirectory();
        var refusal = Assert.Throws<SettingException>(() => GatehouseHost.Build(Given.Settings(("DATA", other.Path), ("URLS", host.Url))));
        Assert.Equal($"GATEHOUSE_URLS must name a free port: {host.Url} is in use.", refusal.Message);
    }

    [Fact]
    public async Task The_wrong_master_key_ends_the_start_and_changes_nothing()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var data = await host.Stop();
        var run = await CommandLineTests.Run("serve", "--data", data.FullName, "--urls", "http://127.0.0.1:0", "--master-key", new string('a', 64));
        Assert.Equal(ExitCode.Wrong, run.Code);
        Assert.StartsWith("GATEHOUSE_MASTER_KEY_FILE or GATEHOUSE_MASTER_KEY is wrong. The master key does not open this store", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static RequestSigner Signer(RunningHost host) => new(host.Root.Id, host.Root.Secret, "us-east-1", "gatehouse");

    private static async Task<HttpStatusCode> Status(RunningHost host, string? name = null, RequestSigner? signer = null, params (string, string)[] headers)
    {
        using var answer = await host.Get(Messages, name, signer, headers);
        return answer.StatusCode;
    }

    private sealed class DeadStore(bool stalls) : IHousekeeping
    {
        public ValueTask<int> Purge(DateTimeOffset now, CancellationToken ct) => default;

        public async ValueTask Ping(CancellationToken ct)
        {
            if (stalls)
                await new TaskCompletionSource().Task;
            throw new InvalidOperationException("It is gone.");
        }
    }
}
