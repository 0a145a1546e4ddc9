using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Tests.Guard;

public sealed class BodyTests : IAsyncLifetime
{
    private GuardScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await GuardScene.Start(""", "bodyLimit": 1""");

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public async Task A_body_with_the_hash_that_was_signed_passes(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);
        scene.Server.Answer = question => ToyServer.Allowed(question, Hashed(body));
        Assert.Equal(HttpStatusCode.OK, (await scene.Send(HttpMethod.Put, "/files/a", new ByteArrayContent(body))).StatusCode);
        Assert.Equal(body, Assert.Single(scene.Backend.All).Body);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(100_000, false)]
    [InlineData(100_000, true)]
    public async Task A_body_with_another_hash_never_arrives_whole(int length, bool isChunked)
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, Hashed([1, 2, 3]));
        var content = new ByteArrayContent(RandomNumberGenerator.GetBytes(length));
        using var refused = await scene.Send(HttpMethod.Put, "/files/a", content, isChunked ? [("Transfer-Encoding", "chunked")] : []);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("<Code>XAmzContentSHA256Mismatch</Code>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Backend.All, arrived => arrived.IsWhole);
    }

    [Fact]
    public async Task No_body_has_a_hash_too()
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, Hashed([]));
        Assert.Equal(HttpStatusCode.OK, (await scene.Send(HttpMethod.Get, "/files/a")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await scene.Send(HttpMethod.Put, "/files/a", new ByteArrayContent([]))).StatusCode);
        scene.Server.Answer = question => ToyServer.Allowed(question, Hashed([1]));
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Send(HttpMethod.Get, "/files/a")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Send(HttpMethod.Put, "/files/a", new ByteArrayContent([]))).StatusCode);
        Assert.Equal(2, scene.Backend.All.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(200_000)]
    [InlineData(1 << 20)]
    public async Task The_server_is_told_the_hash_when_it_needs_it(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);
        scene.Server.Answer = question => question.TryGetProperty("bodyHash", out _) ? ToyServer.Allowed(question) : new { allowed = false, needs = "bodyHash" };
        Assert.Equal(HttpStatusCode.OK, (await scene.Send(HttpMethod.Put, "/files/a", new ByteArrayContent(body))).StatusCode);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), scene.Server.Asked[1].Question.GetProperty("bodyHash").GetString());
        Assert.Equal(body, Assert.Single(scene.Backend.All).Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_read_before_it_passes_is_bounded(bool isChunked)
    {
        scene.Server.Answer = _ => new { allowed = false, needs = "bodyHash" };
        var content = new ByteArrayContent(new byte[(1 << 20) + 1]);
        using var refused = await scene.Send(HttpMethod.Put, "/files/a", content, isChunked ? [("Transfer-Encoding", "chunked")] : []);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Single(scene.Server.Asked);
    }

    [Fact]
    public async Task The_server_is_shown_the_body_when_it_must_see_it()
    {
        scene.Server.Answer = question => question.TryGetProperty("body", out var body)
            ? question.TryGetProperty("bodyHash", out _) ? ToyServer.Allowed(question, Hashed(body.GetBytesFromBase64())) : new { allowed = false, needs = "bodyHash" }
            : new { allowed = false, needs = "body" };
        await scene.Send(HttpMethod.Post, "/files?delete", new StringContent("<Delete/>"));
        Assert.Equal("<Delete/>"u8.ToArray(), scene.Server.Asked[2].Question.GetProperty("body").GetBytesFromBase64());
        Assert.Equal("<Delete/>"u8.ToArray(), Assert.Single(scene.Backend.All).Body);
    }

    [Fact]
    public async Task Whoever_needs_again_what_was_told_gets_nothing_done()
    {
        scene.Server.Answer = _ => new { allowed = false, needs = "bodyHash" };
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await scene.Send(HttpMethod.Put, "/files/a", new StringContent("a"))).StatusCode);
        Assert.Equal(2, scene.Server.Asked.Count);
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task Chunks_are_taken_off_their_frames()
    {
        using var done = await Chunked("b\r\nhello there\r\n3\r\n!!!\r\n0\r\n\r\n", 14, ("Content-Encoding", "aws-chunked,gzip"), ("x-amz-trailer", ""), ("x-amz-sdk-checksum-algorithm", "CRC32"));
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var arrived = Assert.Single(scene.Backend.All);
        Assert.Equal("hello there!!!", Encoding.UTF8.GetString(arrived.Body));
        Assert.Equal(("14", "gzip"), (arrived.Headers["content-length"], arrived.Headers["content-encoding"]));
        Assert.False(arrived.Headers.ContainsKey("x-amz-decoded-content-length"));
        Assert.False(arrived.Headers.ContainsKey("x-amz-sdk-checksum-algorithm"));
        Assert.False(arrived.Headers.ContainsKey("transfer-encoding"));
    }

    [Theory]
    [InlineData("5\r\nhello\r\n", 5, "IncompleteBody")]
    [InlineData("5\r\nhello\r\n0\r\n\r\nmore", 5, "InvalidRequest")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", 6, "IncompleteBody")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", 4, "IncompleteBody")]
    [InlineData("0\r\n\r\nmore", 0, "InvalidRequest")]
    [InlineData("zz\r\n", 0, "InvalidRequest")]
    public async Task Broken_frames_never_make_a_whole_body(string frames, int length, string code)
    {
        using var refused = await Chunked(frames, length);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains($"<Code>{code}</Code>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Backend.All, arrived => arrived.IsWhole);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Signed_chunks_are_verified_by_the_key_that_the_server_lends(bool isGenuine, HttpStatusCode expected)
    {
        const string Date = "20260304T120000Z", Scope = "20260304/us-east-1/s3/aws4_request";
        var (key, seed) = (RandomNumberGenerator.GetBytes(32), new string('a', 64));
        var first = Sign("hello", seed);
        var last = Sign("", first);
        scene.Server.Answer = question => ToyServer.Allowed(question, new { kind = "chunks", key, date = Date, scope = Scope, seed });
        var frames = $"5;chunk-signature={first}\r\n{(isGenuine ? "hello" : "jello")}\r\n0;chunk-signature={last}\r\n\r\n";
        using var answer = await scene.Send(HttpMethod.Put, "/files/a", new StringContent(frames), ("x-amz-decoded-content-length", "5"));
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(isGenuine, scene.Backend.All.Any(arrived => arrived.IsWhole));

        string Sign(string chunk, string before) => Convert.ToHexStringLower(HMACSHA256.HashData(
            key, Encoding.ASCII.GetBytes($"AWS4-HMAC-SHA256-PAYLOAD\n{Date}\n{Scope}\n{before}\n{Hash("")}\n{Hash(chunk)}")));
    }

    [Fact]
    public async Task An_empty_body_may_come_in_frames()
    {
        Assert.Equal(HttpStatusCode.OK, (await Chunked("0\r\n\r\n", 0)).StatusCode);
        Assert.Equal("0", Assert.Single(scene.Backend.All).Headers["content-length"]);
    }

    [Fact]
    public async Task The_length_of_what_is_in_frames_must_be_told()
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, new { kind = "chunks" });
        Assert.Equal(HttpStatusCode.LengthRequired, (await scene.Send(HttpMethod.Put, "/files/a", new StringContent("0\r\n\r\n"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await scene.Send(HttpMethod.Put, "/files/a", null, ("x-amz-decoded-content-length", "0"))).StatusCode);
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task Who_waits_to_be_asked_for_the_body_is_asked_when_it_is_allowed()
    {
        const string Head = "PUT /files/a HTTP/1.1\r\nHost: files.example\r\nContent-Length: 4\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
        Assert.StartsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200", await scene.Raw(Head, afterFirst: "text"), StringComparison.Ordinal);
        Assert.Equal("text"u8.ToArray(), Assert.Single(scene.Backend.All).Body);
        scene.Server.Answer = _ => new { allowed = false, status = 403, document = "" };
        Assert.StartsWith("HTTP/1.1 403", await scene.Raw(Head, afterFirst: "text"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> Chunked(string frames, int length, params (string, string)[] headers)
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, new { kind = "chunks" });
        return scene.Send(HttpMethod.Put, "/files/a", new StringContent(frames), [("x-amz-decoded-content-length", $"{length}"), .. headers.Where(header => header.Item2.Length > 0)]);
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static object Hashed(byte[] body) => new { kind = "hash", sha256 = Convert.ToHexStringLower(SHA256.HashData(body)) };
}
