using System.Net;
using System.Text;

namespace Gatehouse.Guard;

/// <summary>Connections to the services behind doors.</summary>
internal sealed class Upstream : IDisposable
{
    /// <summary>What carries requests; it follows no redirect and takes nothing apart.</summary>
    public HttpMessageInvoker Connections { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
    });

    /// <inheritdoc/>
    public void Dispose() => Connections.Dispose();
}
