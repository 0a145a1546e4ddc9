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
internal sealed record Peer(bool IsLocal, bool SpeaksForOthers)
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>Notes the peer. It comes before everything that reads or takes away headers.</summary>
    public static Task Note(HttpContext http, RequestDelegate next)
    {
        var address = http.Connection.RemoteIpAddress;
        http.Features.Set(new Peer(
            address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address),
            Forwarding.Any(http.Request.Headers.ContainsKey)));
        return next(http);
    }
}
