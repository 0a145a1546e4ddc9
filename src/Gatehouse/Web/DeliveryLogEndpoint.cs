using System.Text.Json;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>GET /_gatehouse/pools/{pool id}/messages/log</c>, signed by root: what became of a pool's latest messages, those that were tried last
/// first. Who may not ask learns nothing: there is no such page.
/// </summary>
internal sealed class DeliveryLogEndpoint(RootCaller root, IOutbox outbox)
{
    /// <summary>The path.</summary>
    public const string Path = "/_gatehouse/pools/{poolId}/messages/log";

    private const int Most = 200;

    /// <summary>Answers the list, or 404.</summary>
    public async Task Serve(HttpContext http)
    {
        if (!await root.Is(http))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var notes = await outbox.Notes((string)http.Request.RouteValues["poolId"]!, Most, http.RequestAborted);
        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (var note in notes)
                Write(json, note);
            json.WriteEndArray();
        });
    }

    private static void Write(Utf8JsonWriter json, DeliveryNote note)
    {
        json.WriteStartObject();
        json.WriteString("Id", note.MessageId);
        json.WriteString("Purpose", note.Purpose.ToString());
        json.WriteString("Channel", note.Channel == Channel.Email ? "EMAIL" : "SMS");
        json.WriteString("Destination", note.Destination);
        json.WriteString("Outcome", note.Outcome.ToString());
        json.WriteNumber("Attempts", note.Attempts);
        json.WriteNumber("CreatedAt", note.Created.ToUnixTimeMilliseconds());
        json.WriteNumber("TriedAt", note.Tried.ToUnixTimeMilliseconds());
        if (note.Problem is { } problem)
            json.WriteString("Problem", problem);
        json.WriteEndObject();
    }
}
