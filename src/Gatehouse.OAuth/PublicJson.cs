using Microsoft.AspNetCore.Http;

namespace Gatehouse.OAuth;

/// <summary>JSON that anybody may read, from any origin.</summary>
internal static class PublicJson
{
    private const string MediaType = "application/json";

    /// <summary>Writes a document that may be kept for an hour: a key is published an hour before it signs.</summary>
    public static Task Send(HttpResponse response, byte[] document)
    {
        response.Headers.CacheControl = "public, max-age=3600";
        return Write(response, StatusCodes.Status200OK, document);
    }

    /// <summary>Says that there is no such pool; nobody is to remember that.</summary>
    public static Task NotFound(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        return Write(response, StatusCodes.Status404NotFound, "{\"message\":\"User pool does not exist.\"}"u8.ToArray());
    }

    private static async Task Write(HttpResponse response, int status, byte[] body)
    {
        response.StatusCode = status;
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
