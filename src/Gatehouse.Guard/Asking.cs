using Gatehouse.AspNetCore;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Guard;

/// <summary>Asks the server about a request, and again with what it needs of the body.</summary>
internal sealed class Asking(DoorClient server, BodyRoom room)
{
    // Lists of keys to be deleted are the only bodies whose meaning counts; a thousand of the longest have less.
    private const int LongestShownBody = 2 << 20;

    /// <summary>The server's last word; a fault when the body cannot be shown to it.</summary>
    public async ValueTask<Reply<DoorAnswer>> About(HttpContext http, Door door)
    {
        var question = Question(http);
        while (true)
        {
            var answer = await server.Ask(door.Name, question, http.RequestAborted);
            switch (answer)
            {
                case DoorAnswer.Needs { What: "bodyHash" } when question.BodyHash is null:
                    if ((await room.Hash(http.Request, door.BodyLimit)).Refused(out var fault, out var hash))
                        return fault;
                    question = question with { BodyHash = hash };
                    break;
                case DoorAnswer.Needs { What: "body" } when question.Body is null:
                    if ((await room.Read(http.Request, LongestShownBody)).Refused(out fault, out var body))
                        return fault;
                    question = question with { Body = body };
                    break;
                case DoorAnswer.Needs needs:
                    return new DoorAnswer.Unavailable($"The server needs '{needs.What}', which it was given or which is not known here.");
                default:
                    return answer;
            }
        }
    }

    private static DoorQuestion Question(HttpContext http) => new(
        http.Request.Method,
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
        http.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(), IReadOnlyList<string> (header) => [.. header.Value.Select(value => value ?? "")], StringComparer.Ordinal))
    {
        Address = http.Connection.RemoteIpAddress?.ToString(),
        IsSecure = http.Request.IsHttps,
    };
}
