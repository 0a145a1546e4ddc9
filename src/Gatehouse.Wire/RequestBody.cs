using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Wire;

/// <summary>Reads a request body that may not exceed a limit.</summary>
internal static class RequestBody
{
    private static readonly Fault TooLarge = new("RequestEntityTooLargeException", "The request body is too large.", 413);
    private static readonly Fault TooSlow = new("RequestTimeoutException", "The request body came too slowly.", 408);
    private static readonly Fault Malformed = new("MalformedHttpRequestException", "The request body is malformed.");

    /// <summary>Reads the whole body.</summary>
    /// <returns>The bytes; or a fault with status 413, whose excess is left to the server to drain; or one with 400 or 408 that ends the connection.</returns>
    public static async ValueTask<Reply<ReadOnlyMemory<byte>>> Read(HttpRequest request, int limit)
    {
        try
        {
            return request.ContentLength > limit ? Excess(request) : await Whole(request, limit);
        }
        catch (IOException broken) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Where this message ends is unknown now, so nothing after it may be read as another one.
            request.HttpContext.Response.Headers.Connection = "close";
            return (broken as BadHttpRequestException)?.StatusCode switch
            {
                StatusCodes.Status413PayloadTooLarge => TooLarge,
                StatusCodes.Status408RequestTimeout => TooSlow,
                _ => Malformed,
            };
        }
    }

    private static async ValueTask<Reply<ReadOnlyMemory<byte>>> Whole(HttpRequest request, int limit)
    {
        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 16 * 1024));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (bytes.Length + read.Buffer.Length > limit)
                return Excess(request);

            foreach (var part in read.Buffer)
                bytes.Write(part.Span);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return (ReadOnlyMemory<byte>)bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
    }

    // With the server's own limit in place it would cut the connection before the answer is read.
    private static Fault Excess(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        return TooLarge;
    }
}
