using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>POST /_gatehouse/pools/{pool id}/users/{sub}/events/{event id}/feedback-token</c>, signed by root and without a body: the token with
/// which the person may say whether an event was theirs (UpdateAuthEventFeedback), for those who send notices of their own. Who may not
/// ask learns nothing: there is no such page.
/// </summary>
internal sealed class FeedbackTokenEndpoint(RootCaller root, IAuthEvents events, Feedbacks feedbacks)
{
    /// <summary>The path.</summary>
    public const string Path = "/_gatehouse/pools/{poolId}/users/{sub}/events/{eventId}/feedback-token";

    /// <summary>Answers <c>{"FeedbackToken": text}</c>, or 404.</summary>
    public async Task Serve(HttpContext http)
    {
        var route = http.Request.RouteValues;
        var (poolId, sub, eventId) = ((string)route["poolId"]!, (string)route["sub"]!, (string)route["eventId"]!);
        if (http.Request.ContentLength is > 0 || !await root.Is(http)
            || await events.Change(poolId, sub, eventId, happened => happened, http.RequestAborted) is not { } known)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("FeedbackToken", feedbacks.Token(known));
            json.WriteEndObject();
        });
    }
}
