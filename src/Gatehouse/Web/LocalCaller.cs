using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>Says whether a request comes from a program of this machine that means this machine.</summary>
internal static class LocalCaller
{
    /// <summary>
    /// Whether the connection itself is local (no header counts), the host asked for is a loopback name (so that a foreign page cannot
    /// point its own name here), and no proxy says that it speaks for somebody else.
    /// </summary>
    public static bool Is(HttpContext http) =>
        http.Features.Get<Peer>() is { IsLocal: true, SpeaksForOthers: false }
        && http.Request.Host.Host.ToLowerInvariant() is "localhost" or "127.0.0.1" or "[::1]";
}

/// <summary>The other end of a connection, as it was before a trusted proxy's word on the client took its place.</summary>
/// <param name="IsLocal">It is a program of this machine.</param>
/// <param name="SpeaksForOthers">It says of itself that it is a proxy.</param>
/// <param name="IsProxy">It is a proxy whose word on the client is believed.</param>
internal sealed record Peer(bool IsLocal, bool SpeaksForOthers, bool IsProxy)
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>Notes the peer. It comes before everything that reads or takes away headers.</summary>
    public static Task Note(HttpContext http, IReadOnlyList<IPNetwork> proxies, RequestDelegate next)
    {
        var address = http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : http.Connection.RemoteIpAddress;
        http.Features.Set(new Peer(
            address is not null && IPAddress.IsLoopback(address),
            Forwarding.Any(http.Request.Headers.ContainsKey),
            address is not null && proxies.Any(network => network.Contains(address))));
        return next(http);
    }

    /// <summary>Whether a request comes from a proxy whose word on the client is believed.</summary>
    public static bool IsTrusted(HttpContext http) => http.Features.Get<Peer>() is { IsProxy: true };
}
