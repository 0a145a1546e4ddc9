using System.Net;
using Gatehouse.Identity;
using Gatehouse.Tests.Host;
using Gatehouse.Tests.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.OAuth;

/// <summary>The pictures of login pages, as anyone may load them.</summary>
public sealed class PublicPicturesTests : IAsyncLifetime
{
    private RunningHost host = null!;
    private string pool = null!;
    private string client = null!;

    public async ValueTask InitializeAsync()
    {
        host = await RunningHost.Start(isDev: true);
        var demo = await host.MakeDemo();
        (pool, client) = (demo.PoolId, demo.ClientId);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task<string> Keep(PictureFormat format, byte[] bytes) =>
        $"/{pool}/assets/{await host.Services.GetRequiredService<StyleImages>().Keep(pool, new(format, bytes), default)}";

    private async Task<string> Logo(byte[] bytes) =>
        (await host.Services.GetRequiredService<ClassicStyles>().Set(pool, client, null, new(PictureFormat.Png, bytes), default)).Part!.LogoPath!;

    public static TheoryData<PictureFormat, byte[], string> Formats => new()
    {
        { PictureFormat.Png, Pictures.Png(), "image/png" },
        { PictureFormat.Jpeg, Pictures.Jpeg(), "image/jpeg" },
        { PictureFormat.Webp, Pictures.LossyWebp(), "image/webp" },
        { PictureFormat.Ico, Pictures.Ico(), "image/x-icon" },
        { PictureFormat.Svg, Pictures.Bytes(Pictures.Svg), "image/svg+xml" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_picture_is_served_as_what_it_is_and_as_nothing_else(PictureFormat format, byte[] bytes, string mediaType)
    {
        using var answer = await host.Get(await Keep(format, bytes));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.NonValidated["Cache-Control"].ToString());
        AssertHarmless(answer);
    }

    [Fact]
    public async Task A_logo_is_served_under_the_address_of_its_version()
    {
        var path = await Logo(Pictures.Png());
        using var answer = await host.Get(path);
        Assert.Equal(Pictures.Png(), await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=3600", answer.Headers.CacheControl!.ToString());
        AssertHarmless(answer);

        await Logo(Pictures.Png(5, 5));
        using var old = await host.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Fact]
    public async Task Whoever_has_a_picture_already_is_not_sent_it_again()
    {
        var path = await Keep(PictureFormat.Png, Pictures.Png());
        using var first = await host.Get(path);
        using var second = await host.Get(path, headers: ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        using var other = await host.Get(path, headers: ("If-None-Match", "\"other\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Head_tells_the_length_and_sends_nothing()
    {
        using var answer = await host.Http.SendAsync(new(HttpMethod.Head, await Keep(PictureFormat.Png, Pictures.Png())));
        Assert.Equal((HttpStatusCode.OK, Pictures.Png().Length), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_is_not_there_is_not_found_and_nobody_remembers_it()
    {
        var logo = await Logo(Pictures.Png());
        var stamp = logo.Split('/')[3];
        var image = (await Keep(PictureFormat.Png, Pictures.Png())).Split('/')[3];
        foreach (var path in new[]
        {
            $"/{pool}/assets/00000000-0000-4000-8000-000000000000", $"/us-east-1_other/assets/{image}", $"/{pool}/assets/{image}x", $"/{pool}/assets/%2e%2e%2f{image}",
            $"/{pool}/assets/{new string('a', 2_000)}", $"/{pool}/ALL/{stamp}/assets/images/image.jpg", $"/{pool}/{client}/20000101000000/assets/images/image.jpg",
            $"/us-east-1_other/{client}/{stamp}/assets/images/image.jpg", $"/{pool}/{client}/{stamp}%27/assets/images/image.jpg",
        })
        {
            using var answer = await host.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        }
    }

    // Opened by itself, even a graphic that slipped through has no script, no origin and no frame.
    private static void AssertHarmless(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("cross-origin", answer.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }
}
