using System.Globalization;
using System.Text;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.Guard;

/// <summary>
/// What browsers are told of who may read a door's answers (the CORS protocol of the Fetch standard). Their questions, which cannot be signed, are
/// answered here; real answers say it in the place of what the service behind says.
/// </summary>
/// <remarks>ASP.NET's own middleware has no patterns for names of headers, without which not every <c>x-amz-meta-</c> could be let through.</remarks>
internal static class CrossOrigin
{
    private const string Ours = "Access-Control-";
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"];

    /// <summary>Whether a browser asks what a page may send.</summary>
    public static bool IsQuestion(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && OriginOf(request) is not null && request.Headers.AccessControlRequestMethod is [{ Length: > 0 }];

    /// <summary>Answers such a question; a fault when the page may not send what it wants to.</summary>
    public static Fault? Answer(HttpContext http, DoorCors cors)
    {
        var (origin, asked, answer) = (OriginOf(http.Request)!, http.Request.Headers, http.Response.Headers);
        var wanted = asked.GetCommaSeparatedValues(HeaderNames.AccessControlRequestHeaders);
        if (!cors.Allows(origin) || !Methods.Contains(asked.AccessControlRequestMethod.ToString()) || !wanted.All(name => Ascii.IsValid(name) && cors.MaySend(name)))
            return GuardFaults.OtherOrigin;

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        answer.AccessControlAllowOrigin = Told(cors, origin);
        answer.AccessControlAllowMethods = string.Join(", ", Methods);
        if (wanted.Length > 0)
            answer.AccessControlAllowHeaders = string.Join(", ", wanted);
        answer.AccessControlMaxAge = cors.MaxAge.ToString(CultureInfo.InvariantCulture);
        answer.Vary = string.Join(", ", HeaderNames.Origin, HeaderNames.AccessControlRequestMethod, HeaderNames.AccessControlRequestHeaders);
        return null;
    }

    /// <summary>Has whatever is answered to a request say who may read it.</summary>
    public static void Mark(HttpContext http, DoorCors cors) => http.Response.OnStarting(() =>
    {
        var headers = http.Response.Headers;
        foreach (var name in headers.Keys.Where(name => name.StartsWith(Ours, StringComparison.OrdinalIgnoreCase)).ToList())
            headers.Remove(name);

        // Also where no origin is told: a cache must not give that answer to a page.
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.Origin, StringComparer.OrdinalIgnoreCase))
            headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        if (OriginOf(http.Request) is { } origin && cors.Allows(origin))
        {
            headers.AccessControlAllowOrigin = Told(cors, origin);
            if (headers.Keys.Where(cors.MayRead).ToArray() is { Length: > 0 } names)
                headers.AccessControlExposeHeaders = string.Join(", ", names);
        }

        return Task.CompletedTask;
    });

    private static string Told(DoorCors cors, string origin) => cors.IsForAll ? "*" : origin;

    private static string? OriginOf(HttpRequest request) => request.Headers.Origin is [{ Length: > 0 } origin] ? origin : null;
}
