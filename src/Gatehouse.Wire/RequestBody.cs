using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Wire;

/// <summary>Reads a request body that may not exceed a limit.</summary>
internal static class RequestBody
{
    private static readonly Fault TooLarge = new("RequestEntityTooLargeException", "The request body is too large.", 413);

    /// <summary>Reads the whole body.</summary>
    /// <returns>The bytes, or a fault with status 413; the rest of a body that is too long is left to the server to drain.</returns>
    public static async ValueTask<Reply<ReadOnlyMemory<byte>>> Read(HttpRequest request, int limit)
    {
        if (request.ContentLength > limit)
            return Unlimited(request);

        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, 16 * 1024));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (bytes.Length + read.Buffer.Length > limit)
                return Unlimited(request);

            foreach (var part in read.Buffer)
                bytes.Write(part.Span);
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return (ReadOnlyMemory<byte>)bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
        }
    }

    // With the server's own limit in place it would cut the connection before the answer is read.
    private static Fault Unlimited(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        return TooLarge;
    }
}
