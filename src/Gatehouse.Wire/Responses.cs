using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>Writes whole answers.</summary>
internal static class Responses
{
    /// <summary>Writes status, type, length and body.</summary>
    public static async Task Send(this HttpResponse response, int status, string mediaType, ReadOnlyMemory<byte> body)
    {
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
