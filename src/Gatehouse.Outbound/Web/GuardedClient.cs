using System.Net;
using System.Net.Sockets;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>
/// Asks other people's servers. The address that is connected to is the one that was judged, so a name that changes its mind gains nothing;
/// redirects are not followed, proxies and cookies not used, packed answers not unpacked.
/// </summary>
/// <param name="rules">Which servers may be asked.</param>
/// <param name="resolve">The addresses of a host.</param>
/// <param name="time">The clock that ends a call.</param>
/// <param name="logger">Where an operator reads why a call failed.</param>
public sealed partial class GuardedClient(
    HostRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, TimeProvider time, ILogger<GuardedClient> logger) : IOutside, IDisposable
{
    /// <summary>No answer is longer, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>No call takes longer, from the name to the last byte.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker http = Client(rules, resolve);

    /// <inheritdoc/>
    public bool Admits(Uri address) => rules.Admits(address);

    /// <inheritdoc/>
    public async ValueTask<Outcome<byte[]>> Read(Uri address, CancellationToken ct)
    {
        if ((await Ask(address, ct)).Refused(out var refusal, out var answer))
            return refusal;

        return answer.Status == (int)HttpStatusCode.OK ? answer.Body : Failed(address, $"it answered {answer.Status}");
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<OutsideAnswer>> Ask(Uri address, CancellationToken ct)
    {
        if (!rules.Admits(address))
        {
            Log.NotAdmitted(logger, address.IsAbsoluteUri ? address.Host : "");
            return RefusalKind.Unreachable;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await http.SendAsync(request, either.Token);
            return response.Content.Headers.ContentEncoding.Count == 0
                ? new OutsideAnswer((int)response.StatusCode, await Whole(response.Content, either.Token))
                : Failed(address, "its answer is packed");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return Failed(address, failure.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Refusal Failed(Uri address, string why)
    {
        Log.Failed(logger, address.Host, why);
        return RefusalKind.Unreachable;
    }

    // Never trusting a stated length: it is read until it ends or is too long.
    private static async Task<byte[]> Whole(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length <= MaxBytes ? buffer[..length] : throw new IOException($"It answered more than {MaxBytes} bytes.");
    }

    private static HttpMessageInvoker Client(HostRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        MaxConnectionsPerServer = 8,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = (context, ct) => Connect(context, rules, resolve, ct),
    });

    private static async ValueTask<Stream> Connect(
        SocketsHttpConnectionContext context, HostRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        var address = context.InitialRequestMessage.RequestUri!;
        var targets = IPAddress.TryParse(context.DnsEndPoint.Host, out var literal) ? [literal] : await resolve(context.DnsEndPoint.Host, ct);

        // One bad address among good ones is not bad luck: all must pass.
        if (targets.Length == 0 || !targets.All(target => rules.Admits(address, target)))
            throw new HttpRequestException("Its address is not one that may be asked.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(targets, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Host} was not asked: it may only be if GATEHOUSE_TRUSTED_HOSTS names it")]
        public static partial void NotAdmitted(ILogger logger, string host);

        [LoggerMessage(2, LogLevel.Warning, "{Host} did not answer as it should: {Why}")]
        public static partial void Failed(ILogger logger, string host, string why);
    }
}
