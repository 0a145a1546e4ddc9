using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>
/// <c>GET /{pool}/assets/{image}</c> and <c>GET /{pool}/{client}/{version}/assets/images/image.jpg</c>: the pictures of login pages. Whoever
/// uploaded one may have meant harm, so it is a picture and nothing else to a browser, even when it is opened by itself.
/// </summary>
internal sealed class ImageEndpoint(StyleImages images, ClassicStyles classic)
{
    /// <summary>The route of a picture of a login style.</summary>
    public const string Route = "/{poolId}/assets/{imageId}";

    /// <summary>The route of the logo of a classic style.</summary>
    public const string LogoRoute = "/{poolId}/{clientId}/{version}/assets/images/image.jpg";

    private const int LongestName = 128;

    /// <summary>Answers a picture of a login style. It never changes, so it may be kept for a year.</summary>
    public async Task Serve(HttpContext http)
    {
        var image = Name(http, "poolId") is { } poolId && Name(http, "imageId") is { } imageId
            ? await images.Find(poolId, imageId, http.RequestAborted)
            : null;
        await Send(http, image, "public, max-age=31536000, immutable");
    }

    /// <summary>Answers a logo, which may be kept for an hour.</summary>
    public async Task ServeLogo(HttpContext http)
    {
        var logo = Name(http, "poolId") is { } poolId && Name(http, "clientId") is { } clientId && Name(http, "version") is { } version
            ? await classic.Logo(poolId, clientId, version, http.RequestAborted)
            : null;
        await Send(http, logo, "public, max-age=3600");
    }

    // What cannot be a name of ours is not looked up.
    private static string? Name(HttpContext http, string part) =>
        http.Request.RouteValues[part] is string { Length: <= LongestName } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? name : null;

    private static async Task Send(HttpContext http, StyleImage? image, string caching)
    {
        var response = http.Response;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";
        response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        response.Headers.CacheControl = image is null ? "no-store" : caching;
        if (image is null)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var tag = $"\"{image.Id}\"";
        response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch.Contains(tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = image.MediaType;
        response.ContentLength = image.Bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.Body.WriteAsync(image.Bytes, http.RequestAborted);
    }
}
