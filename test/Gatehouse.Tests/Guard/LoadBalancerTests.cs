using System.Text.Json;

namespace Gatehouse.Tests.Guard;

/// <summary>Whose word on the client's address and on TLS counts.</summary>
public sealed class LoadBalancerTests
{
    [Theory]
    [InlineData("192.0.2.7", "https", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "http", "192.0.2.7", false)]
    [InlineData("192.0.2.7", null, "192.0.2.7", false)]
    [InlineData(null, "https", "127.0.0.1", true)]
    [InlineData("198.51.100.1, 192.0.2.7", "https", "192.0.2.7", true)]
    [InlineData("198.51.100.1, 192.0.2.7, 10.1.2.3", "https, https, https", "192.0.2.7", true)]
    [InlineData("2001:db8::1", "https", "2001:db8::1", true)]
    [InlineData("192.0.2.7:4711", "https", "192.0.2.7", true)]
    [InlineData("no address", "https", "127.0.0.1", false)]
    public async Task The_word_of_a_trusted_proxy_counts(string? from, string? scheme, string address, bool isSecure)
    {
        await using var scene = await GuardScene.Start(trusted: "127.0.0.0/8, 10.0.0.0/8");
        var question = await Asked(scene, from, scheme);
        Assert.Equal((address, isSecure), (question.GetProperty("address").GetString(), question.GetProperty("isSecure").GetBoolean()));
        var headers = Assert.Single(scene.Backend.All).Headers;
        Assert.Equal((address, isSecure ? "https" : "http", "files.example"), (headers["x-forwarded-for"], headers["x-forwarded-proto"], headers["x-forwarded-host"]));
        Assert.DoesNotContain(headers.Keys, name => name.StartsWith("x-original-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8")]
    public async Task The_word_of_anybody_else_does_not(string trusted)
    {
        await using var scene = await GuardScene.Start(trusted: trusted);
        var question = await Asked(scene, "192.0.2.7", "https");
        Assert.Equal(("127.0.0.1", false), (question.GetProperty("address").GetString(), question.GetProperty("isSecure").GetBoolean()));
        var headers = Assert.Single(scene.Backend.All).Headers;
        Assert.Equal(("127.0.0.1", "http"), (headers["x-forwarded-for"], headers["x-forwarded-proto"]));
    }

    [Fact]
    public async Task Nobody_tells_of_another_host()
    {
        await using var scene = await GuardScene.Start(trusted: "127.0.0.0/8");
        Assert.StartsWith("HTTP/1.1 421", await scene.Raw("GET /files/a HTTP/1.1\r\nHost: elsewhere.example\r\nX-Forwarded-Host: files.example\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(scene.Server.Asked);
    }

    private static async Task<JsonElement> Asked(GuardScene scene, string? from, string? scheme)
    {
        (string, string)[] headers = [.. from is null ? [] : new[] { ("X-Forwarded-For", from) }, .. scheme is null ? [] : new[] { ("X-Forwarded-Proto", scheme) }];
        await scene.Send(HttpMethod.Get, "/files/a", null, headers);
        return Assert.Single(scene.Server.Asked).Question;
    }
}
