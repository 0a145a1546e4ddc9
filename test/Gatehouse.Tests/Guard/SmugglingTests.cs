using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Tests.Guard;

/// <summary>Requests whose end, target or host two programs could see in two places.</summary>
public sealed class SmugglingTests : IAsyncLifetime
{
    private const string Put = "PUT /files/a HTTP/1.1\r\nHost: files.example\r\nConnection: close\r\n";
    private GuardScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await GuardScene.Start(""", "webSockets": true""");

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n\r\nevil!")]
    [InlineData("Content-Length: 4, 4\r\n\r\nevil")]
    [InlineData("Content-Length: 0x4\r\n\r\nevil")]
    [InlineData("Transfer-Encoding: identity\r\n\r\nevil")]
    [InlineData("Transfer-Encoding: chunked, gzip\r\n\r\n4\r\nevil\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4;\nevil\r\nevil\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\nevil\n0\n\n")]
    [InlineData("X-A: b\r\n folded: c\r\n\r\n")]
    [InlineData("X-A: b\nX-B: c\r\n\r\n")]
    [InlineData("X-A: b\0c\r\n\r\n")]
    [InlineData("Host: other.example\r\n\r\n")]
    public async Task What_can_be_read_in_two_ways_passes_in_none(string rest)
    {
        Assert.Matches("^HTTP/1.1 4", await scene.Raw(Put + rest));
        Assert.DoesNotContain(scene.Backend.All, arrived => arrived.IsWhole);
    }

    [Theory]
    [InlineData("GET http://other.example/files/b HTTP/1.1\r\nHost: files.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET //files/a HTTP/1.1\r\nHost: files.example@other.example\r\nConnection: close\r\n\r\n")]
    [InlineData("GET /files/a#b HTTP/1.1\r\nHost: files.example\r\nConnection: close\r\n x\r\n\r\n")]
    [InlineData("CONNECT files.example:80 HTTP/1.1\r\nHost: files.example:80\r\nConnection: close\r\n\r\n")]
    public async Task Another_place_than_the_host_says_is_none(string request)
    {
        Assert.Matches("^HTTP/1.1 4", await scene.Raw(request));
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task A_length_beside_chunks_is_dropped_for_the_server_and_for_the_service_alike()
    {
        await scene.Raw(Put + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\nGET /files/smuggled HTTP/1.1\r\nHost: files.example\r\n\r\n");
        var arrived = Assert.Single(scene.Backend.All);
        Assert.Equal(("/files/a", "body"), (arrived.Target, Encoding.ASCII.GetString(arrived.Body)));
        Assert.False(Assert.Single(scene.Server.Asked).Question.GetProperty("headers").TryGetProperty("content-length", out _));
    }

    [Fact]
    public async Task An_old_client_is_served_as_it_asks()
    {
        Assert.StartsWith("HTTP/1.1 200", await scene.Raw("PUT /files/a HTTP/1.0\r\nHost: files.example\r\nContent-Length: 4\r\n\r\nbody"), StringComparison.Ordinal);
        Assert.Equal("body"u8.ToArray(), Assert.Single(scene.Backend.All).Body);
        Assert.DoesNotContain("done", await scene.Raw("GET /files/a HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")]
    [InlineData("Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings, close\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n")]
    [InlineData("Upgrade: anything\r\nConnection: Upgrade, close\r\n")]
    public async Task An_upgrade_hides_no_body_that_nobody_signed(string upgrade)
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, new { kind = "hash", sha256 = Convert.ToHexStringLower(SHA256.HashData([])) });
        foreach (var length in (string[])["Content-Length: 4\r\n\r\nevil", "Transfer-Encoding: chunked\r\n\r\n4\r\nevil\r\n0\r\n\r\n"])
            await scene.Raw($"POST /live HTTP/1.1\r\nHost: files.example\r\n{upgrade}{length}").WaitAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(scene.Backend.All, arrived => arrived.Body.Length > 0);
    }
}
