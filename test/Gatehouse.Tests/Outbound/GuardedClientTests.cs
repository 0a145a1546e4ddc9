using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

public sealed class GuardedClientTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> resolved = [];

    [Fact]
    public async Task A_document_is_read_without_telling_who_asks()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nContent-Length: 5", "hello"u8.ToArray());
        Assert.Equal("hello", Encoding.UTF8.GetString(await Read(server)));
        var asked = await server.Asked;
        Assert.StartsWith($"GET /document HTTP/1.1\r\nHost: localhost:{server.Port}\r\n", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("Cookie", asked, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Accept-Encoding", asked, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\nContent-Length: 0")]
    [InlineData("HTTP/1.1 500 Oh\nContent-Length: 0")]
    [InlineData("HTTP/1.1 204 No Content")]
    [InlineData("HTTP/1.1 200 OK\nContent-Encoding: gzip\nContent-Length: 0")]
    [InlineData("SSH-2.0-OpenSSH")]
    public async Task Any_other_answer_is_none(string head)
    {
        await using var server = new RawServer(head);
        await AssertUnreachable(server);
    }

    [Fact]
    public async Task Who_wants_to_know_is_told_what_else_a_server_answers_within_the_same_bounds()
    {
        await using var refusing = new RawServer("HTTP/1.1 400 No\nContent-Length: 2", "no"u8.ToArray());
        await using var endless = new RawServer($"HTTP/1.1 400 No\nContent-Length: {GuardedClient.MaxBytes + 1}", new byte[GuardedClient.MaxBytes + 1]);
        using var client = Client(refusing);
        Assert.False((await client.Ask(refusing.Address, default)).Refused(out _, out var answer));
        Assert.Equal((400, "no"), (answer!.Status, Encoding.UTF8.GetString(answer.Body)));
        using var other = Client(endless);
        Assert.True((await other.Ask(endless.Address, default)).Refused(out _, out _));
        Assert.True((await other.Ask(new Uri("https://10.0.0.1/"), default)).Refused(out _, out _));
    }

    // Case 114: keys that redirect, are huge, or come too late.
    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var inside = new RawServer("HTTP/1.1 200 OK\nContent-Length: 2", "ok"u8.ToArray());
        await using var server = new RawServer($"HTTP/1.1 {status} Elsewhere\nLocation: {inside.Address}\nContent-Length: 0");
        await AssertUnreachable(server, inside);
        Assert.Equal(0, inside.Connections);
    }

    // Case 114: keys that redirect, are huge, or come too late.
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_has_256_KiB_at_most_whatever_it_says_of_its_length(int more, bool isRead)
    {
        var body = new byte[GuardedClient.MaxBytes + more];
        await using var known = new RawServer($"HTTP/1.1 200 OK\nContent-Length: {body.Length}", body);
        await using var unknown = new RawServer("HTTP/1.1 200 OK\nConnection: close", body);
        foreach (var server in new[] { known, unknown })
        {
            using var client = Client(server);
            Assert.Equal(!isRead, (await client.Read(server.Address, default)).Refused(out _, out var read));
            Assert.True(!isRead || read!.Length == body.Length);
        }
    }

    [Fact]
    public async Task Headers_have_a_bound_too()
    {
        await using var server = new RawServer($"HTTP/1.1 200 OK\nX-Long: {new string('x', 20_000)}\nContent-Length: 0");
        await AssertUnreachable(server);
    }

    // Case 114: keys that redirect, are huge, or come too late.
    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Begun: ")]
    public async Task A_server_that_dawdles_is_left_after_five_seconds(string begun)
    {
        await using var server = new RawServer(Encoding.ASCII.GetBytes(begun), holds: true);
        using var client = Client(server);
        var reading = client.Read(server.Address, default).AsTask();
        await server.Asked;
        clock.Advance(GuardedClient.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(reading.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True((await reading).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Unreachable, refusal.Kind);
    }

    [Fact]
    public async Task A_caller_who_goes_away_is_not_told_that_the_server_failed()
    {
        await using var server = new RawServer([], holds: true);
        using var client = Client(server);
        using var caller = new CancellationTokenSource();
        var reading = client.Read(server.Address, caller.Token).AsTask();
        await server.Asked;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Nobody_at_an_address_is_no_answer()
    {
        Uri address;
        await using (var server = new RawServer("HTTP/1.1 200 OK\nContent-Length: 0"))
            address = server.Address;

        using var client = Client([$"localhost:{address.Port}"], "127.0.0.1");
        Assert.True((await client.Read(address, default)).Refused(out _, out _));
    }

    // Case 115: nobody leads us inside, by address, by name, or by a name that changes its mind.
    [Theory]
    [InlineData("http://idp.example.com/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("ftp://idp.example.com/")]
    public async Task What_may_not_be_asked_is_not_even_resolved(string address)
    {
        using var client = Client([], "127.0.0.1");
        Assert.True((await client.Read(new(address), default)).Refused(out _, out _));
        Assert.Empty(resolved);
    }

    // Case 115: nobody leads us inside, by address, by name, or by a name that changes its mind.
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("8.8.8.8,127.0.0.1")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("")]
    public async Task A_public_name_with_an_address_of_this_machine_is_not_connected_to(string addresses)
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nContent-Length: 2", "ok"u8.ToArray());
        using var client = Client([], addresses.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.True((await client.Read(new($"https://idp.example.com:{server.Port}/"), default)).Refused(out _, out _));
        Assert.Equal(["idp.example.com"], resolved);
        Assert.Equal(0, server.Connections);
    }

    // Case 115: nobody leads us inside, by address, by name, or by a name that changes its mind.
    [Fact]
    public async Task A_name_is_judged_at_each_connection_and_not_once()
    {
        await using var server = new RawServer("HTTP/1.1 200 OK\nConnection: close\nContent-Length: 2", "ok"u8.ToArray());
        var addresses = new Queue<string>(["127.0.0.1", "10.0.0.1"]);
        using var client = new GuardedClient(
            new([$"rebinder:{server.Port}"]), (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(addresses.Dequeue())]), clock, NullLogger<GuardedClient>.Instance);
        var address = new Uri($"http://rebinder:{server.Port}/");
        Assert.False((await client.Read(address, default)).Refused(out _, out _));
        Assert.True((await client.Read(address, default)).Refused(out _, out _));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_no_answer()
    {
        using var client = new GuardedClient(
            new([]), (_, _) => Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound)), clock, NullLogger<GuardedClient>.Instance);
        Assert.True((await client.Read(new("https://idp.example.com/"), default)).Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Unreachable, refusal.Kind);
    }

    private async Task<byte[]> Read(RawServer server)
    {
        using var client = Client(server);
        Assert.False((await client.Read(server.Address, default)).Refused(out _, out var document));
        return document;
    }

    private async Task AssertUnreachable(params RawServer[] servers)
    {
        using var client = Client(servers);
        Assert.True((await client.Read(servers[0].Address, default)).Refused(out var refusal, out _));
        Assert.Equal(new Refusal(RefusalKind.Unreachable), refusal);
    }

    private GuardedClient Client(params RawServer[] trusted) => Client([.. trusted.Select(server => $"localhost:{server.Port}")], "127.0.0.1");

    private GuardedClient Client(string[] trusted, params string[] addresses) => new(
        new(trusted),
        (host, _) =>
        {
            resolved.Add(host);
            return Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]);
        },
        clock,
        NullLogger<GuardedClient>.Instance);
}
