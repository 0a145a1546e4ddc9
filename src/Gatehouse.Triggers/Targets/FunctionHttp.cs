using System.Net;
using System.Net.Http.Headers;

namespace Gatehouse.Triggers;

/// <summary>What a server answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body, whole.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body);

/// <summary>
/// Sends events to the servers that settings name, and to no other: redirects are not followed, proxies and cookies not used, packed
/// answers not unpacked, long ones not read.
/// </summary>
internal sealed class FunctionHttp : IDisposable
{
    /// <summary>No answer is longer, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
    });

    /// <summary>Posts an event.</summary>
    /// <param name="address">Where.</param>
    /// <param name="body">The event.</param>
    /// <param name="headers">Headers besides those of the body.</param>
    /// <param name="judge">What the answer means.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<Attempt> Post(
        Uri address, byte[] body, IEnumerable<KeyValuePair<string, string>> headers, Func<HttpAnswer, Attempt> judge, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        try
        {
            using var response = await http.SendAsync(request, ct);
            return judge(new(response.StatusCode, response.Headers, await Whole(response.Content, ct)));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new Attempt.Failed("ServiceException", failure.Message, MayPass: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    /// <summary>What a status means that is neither success nor the function's own failure.</summary>
    public static Attempt.Failed Failure(HttpStatusCode status)
    {
        var detail = $"it answered {(int)status}";
        return status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new("AccessDeniedException", detail, MayPass: false),
            HttpStatusCode.NotFound => new("ResourceNotFoundException", detail, MayPass: false),
            HttpStatusCode.TooManyRequests => new("TooManyRequestsException", detail, MayPass: true),
            _ => new("ServiceException", detail, MayPass: (int)status >= 500 || status is HttpStatusCode.RequestTimeout),
        };
    }

    // Never trusting a stated length: it is read until it ends or is too long.
    private static async Task<byte[]> Whole(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (whole.Length + read > MaxBytes)
                throw new IOException($"It answered more than {MaxBytes} bytes.");
            whole.Write(buffer, 0, read);
        }

        return whole.ToArray();
    }
}
