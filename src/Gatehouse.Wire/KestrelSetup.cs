using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gatehouse.Wire;

/// <summary>The limits of the server itself.</summary>
public static class KestrelSetup
{
    /// <summary>Hardens the server: names no product, and bounds the time and size of everything that it reads.</summary>
    /// <remarks>A body slower than 240 bytes/s (after 5 s of grace) and headers that take over 30 s end the connection.</remarks>
    public static KestrelServerOptions ConfigureWire(this KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;

        var limits = server.Limits;
        limits.MaxRequestBodySize = 2 * 1024 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        return server;
    }
}
