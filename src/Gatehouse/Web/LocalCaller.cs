using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>Says whether a request comes from a program of this machine that means this machine.</summary>
internal static class LocalCaller
{
    private static readonly string[] Forwarding = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"];

    /// <summary>
    /// Whether the connection itself is local (no header counts), the host asked for is a loopback name (so that a foreign page cannot
    /// point its own name here), and no proxy says that it speaks for somebody else.
    /// </summary>
    public static bool Is(HttpContext http) =>
        Peer.Of(http) is { } address && IPAddress.IsLoopback(address)
        && http.Request.Host.Host.ToLowerInvariant() is "localhost" or "127.0.0.1" or "[::1]"
        && !Forwarding.Any(http.Request.Headers.ContainsKey);
}

/// <summary>The other end of a connection, whatever headers say.</summary>
/// <param name="Address">Its address; null for a connection that has none.</param>
internal sealed record Peer(IPAddress? Address)
{
    /// <summary>Notes the peer before a trusted proxy's word on the client takes its place.</summary>
    public static Task Note(HttpContext http, RequestDelegate next)
    {
        http.Features.Set(new Peer(http.Connection.RemoteIpAddress));
        return next(http);
    }

    /// <summary>The peer's address, IPv4 as IPv4.</summary>
    public static IPAddress? Of(HttpContext http)
    {
        var address = (http.Features.Get<Peer>() ?? new Peer(http.Connection.RemoteIpAddress)).Address;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }
}
