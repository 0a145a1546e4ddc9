using System.Text.Json;
using Gatehouse.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Hosting;

/// <summary>
/// <c>GET /_gatehouse/messages?to=ADDRESS</c>: the messages that went or wait to go to an address, oldest first, for tests and developers.
/// Who may not read them learns nothing: there is no such page.
/// </summary>
internal sealed class MessagesEndpoint(Settings settings, IOutbox outbox, RootCaller root)
{
    /// <summary>The path.</summary>
    public const string Path = "/_gatehouse/messages";

    private const int Most = 1000;
    private const int LongestAddress = 254;

    /// <summary>Answers the list, or 404.</summary>
    public async Task Serve(HttpContext http)
    {
        if (!await MayRead(http) || To(http.Request) is { Length: > LongestAddress })
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var messages = await outbox.Read(To(http.Request), Most, http.RequestAborted);
        await ShortJson.Send(http.Response, StatusCodes.Status200OK, json =>
        {
            json.WriteStartArray();
            foreach (var message in messages)
                Write(json, message);
            json.WriteEndArray();
        });
    }

    private async ValueTask<bool> MayRead(HttpContext http) =>
        (settings.IsDev || settings.KeepsMessages) && (LocalCaller.Is(http) || await root.Is(http));

    // A telephone number typed as it is, to=+4930…, arrives with a blank for its plus.
    private static string? To(HttpRequest request) => request.Query["to"] switch
    {
        [[' ', .. var digits]] when digits.All(char.IsAsciiDigit) => "+" + digits,
        [{ Length: > 0 } address] => address,
        _ => null,
    };

    private static void Write(Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject();
        json.WriteString("Destination", message.Destination);
        json.WriteString("Channel", message.Channel == Channel.Email ? "EMAIL" : "SMS");
        json.WriteString("Purpose", message.Purpose.ToString());
        json.WriteString("Subject", message.Subject);
        json.WriteString("Body", message.Body);
        if (message.Code is not null)
            json.WriteString("Code", message.Code);
        json.WriteNumber("SentAt", message.Created.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }
}
