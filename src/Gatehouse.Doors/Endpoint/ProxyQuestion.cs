using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Doors;

/// <summary>
/// Reads the request that a proxy asks about. Each door says which proxy that is, so that headers of another convention, which clients could
/// send themselves, mean nothing. What the proxy tells is bound by the signature; whoever invents it asks about nobody but themselves.
/// </summary>
internal static class ProxyQuestion
{
    private const string OriginalLength = "X-Original-Content-Length";

    /// <summary>The request; null when the proxy does not tell what it must.</summary>
    /// <param name="http">The question.</param>
    /// <param name="proxy">Who asks.</param>
    /// <param name="rest">What follows the door's name in the target of the question.</param>
    /// <param name="options">Whose word counts.</param>
    public static DoorRequest? Of(HttpContext http, ProxyKind proxy, string rest, DoorsOptions options)
    {
        var asked = http.Request.Headers;
        var (method, target, host) = proxy switch
        {
            ProxyKind.Nginx => (Single(asked, "X-Original-Method"), Single(asked, "X-Original-URI"), Single(asked, "Host")),
            ProxyKind.Envoy => (http.Request.Method, rest, Single(asked, "Host")),
            _ => (Single(asked, "X-Forwarded-Method"), Single(asked, "X-Forwarded-Uri"), Single(asked, "X-Forwarded-Host")),
        };
        if (method is null || target is null || host is null || asked[OriginalLength].Count > 1)
            return null;

        // Proxies ask without the body; what its length was is signed by some clients.
        var headers = new HeaderDictionary();
        foreach (var (name, values) in asked)
            headers[name] = values;
        headers["Host"] = host;
        if (headers.Remove(OriginalLength, out var length) || proxy is ProxyKind.Nginx)
            headers["Content-Length"] = length is [{ } digits] && digits.All(char.IsAsciiDigit) ? length : default;

        return new(method, target, headers)
        {
            Address = http.Connection.RemoteIpAddress,
            IsSecure = options.IsTrustedProxy(http) && Single(asked, "X-Forwarded-Proto") == "https",
        };
    }

    /// <summary>Whether a request has a body, as far as the proxy tells.</summary>
    public static bool HasBody(DoorRequest request) =>
        request.Headers.ContainsKey("Transfer-Encoding") || (request.Headers["Content-Length"] is [{ Length: > 0 } length] && length != "0");

    /// <summary>
    /// Whether a client sends headers that only a door may set. A proxy passes them on unless it is told otherwise for each of them, and to many
    /// servers an underscore or a dot is a hyphen.
    /// </summary>
    public static bool SpeaksAsDoor(DoorRequest request) =>
        request.Headers.Keys.Any(name => HeaderName.AsRead(name).StartsWith(WhoSigned.Prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The target as it was sent, before anybody decoded it or took dots out of it.</summary>
    public static string TargetOf(HttpContext http) => http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private static string? Single(IHeaderDictionary headers, string name) => headers[name] is [{ Length: > 0 } value] ? value : null;
}
