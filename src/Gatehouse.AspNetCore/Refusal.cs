using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Gatehouse.AspNetCore;

/// <summary>How a request is turned away: to bearers of tokens as RFC 6750 has it, to signers as API Gateway does.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Message">One sentence.</param>
internal sealed record Refusal(int Status, string Code, string Message)
{
    /// <summary>The body is longer than a signature is checked for.</summary>
    public static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "RequestTooLargeException", "Request Too Long");

    private const string Json = "application/json";

    private string? Challenge { get; init; }

    private DoorAnswer.Refused? Given { get; init; }

    /// <summary>The server's own words.</summary>
    public static Refusal Of(DoorAnswer.Refused refused) => new(refused.Status, refused.Code, refused.Message) { Given = refused };

    /// <summary>A token is not accepted.</summary>
    public static Refusal BadToken(string flaw) => new(StatusCodes.Status401Unauthorized, "UnauthorizedException", flaw)
    {
        Challenge = $"Bearer error=\"invalid_token\", error_description=\"{flaw}\"",
    };

    /// <summary>Nothing was sent that proves anybody.</summary>
    public static Refusal Nobody(bool isSigned) => isSigned
        ? new(StatusCodes.Status403Forbidden, "MissingAuthenticationTokenException", "Missing Authentication Token")
        : new(StatusCodes.Status401Unauthorized, "UnauthorizedException", "Unauthorized") { Challenge = "Bearer" };

    /// <summary>Somebody was proven who may not.</summary>
    public static Refusal Forbidden(bool isSigned) => new(StatusCodes.Status403Forbidden, "AccessDeniedException", "User is not authorized to access this resource")
    {
        Challenge = isSigned ? null : "Bearer error=\"insufficient_scope\"",
    };

    /// <summary>Nobody could decide.</summary>
    public static Refusal Unavailable(bool isSigned) => new(StatusCodes.Status503ServiceUnavailable, isSigned ? "ServiceUnavailableException" : "ServiceUnavailable", "Service Unavailable");

    /// <summary>Answers.</summary>
    public Task Write(HttpResponse response)
    {
        response.StatusCode = Status;
        response.Headers.CacheControl = "no-store";
        if (Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        if (Challenge is not null)
            response.Headers.Append(HeaderNames.WWWAuthenticate, Challenge);
        if (Given is not null)
            return Repeat(response, Given);

        response.Headers["x-amzn-errortype"] = Code;
        response.ContentType = Json;
        return response.WriteAsync(JsonSerializer.Serialize(new { message = Message }));
    }

    private static Task Repeat(HttpResponse response, DoorAnswer.Refused given)
    {
        foreach (var (name, value) in given.Headers)
            response.Headers[name] = value;
        response.ContentType = given.ContentType;
        return response.WriteAsync(given.Document);
    }
}
