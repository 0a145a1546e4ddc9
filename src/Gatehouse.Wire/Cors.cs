using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>Lets pages of any origin call the API from a browser. No cookie counts here, so no origin gains by it.</summary>
internal static class Cors
{
    private const string Headers =
        "content-type, x-amz-target, x-amz-user-agent, cache-control, authorization, x-amz-date, x-amz-security-token, " +
        "amz-sdk-invocation-id, amz-sdk-request, x-amz-content-sha256";

    /// <summary>Marks an answer as readable by any origin.</summary>
    public static void Allow(HttpResponse response)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "x-amzn-RequestId, x-amzn-ErrorType, x-amzn-ErrorMessage, Date";
    }

    /// <summary>Answers a browser that asks before it calls.</summary>
    public static Task Preflight(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "POST";
        headers.AccessControlAllowHeaders = Headers;
        headers.AccessControlMaxAge = "172800";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
