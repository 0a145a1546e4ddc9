using System.Net;

namespace Gatehouse.Outbound;

/// <summary>
/// Calls the servers that the operator named in settings, wherever they are, and no other: redirects are not followed, proxies and cookies
/// not used, packed answers not unpacked, long ones not read.
/// </summary>
internal sealed class OperatorHttp : IDisposable
{
    /// <summary>No more of an answer is read, in bytes.</summary>
    public const int MaxBytes = 16 * 1024;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = MaxBytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    });

    /// <summary>Makes a call.</summary>
    /// <param name="request">What is sent, and where.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The status, and the beginning of the answer where that is not a success.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="IOException">It broke off.</exception>
    public async Task<(HttpStatusCode Status, byte[] Body)> Send(HttpRequestMessage request, CancellationToken ct)
    {
        using var response = await http.SendAsync(request, ct);
        return (response.StatusCode, response.IsSuccessStatusCode ? [] : await Beginning(response.Content, ct));
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static async Task<byte[]> Beginning(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var buffer = new byte[MaxBytes];
        return buffer[..await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct)];
    }
}
