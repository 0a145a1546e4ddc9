using System.Text.Json;
using System.Xml.Linq;
using Gatehouse.AspNetCore;
using Gatehouse.Doors;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Guard;

/// <summary>Tells the sender of a request why it does not pass, in the form of the service that was asked for.</summary>
internal static class GuardWords
{
    /// <summary>Says what the guard itself found.</summary>
    public static Task Say(HttpContext http, Door door, Fault fault) => door.Service == Door.S3
        ? Write(http, new(fault.Status, "application/xml", Xml(fault, http.TraceIdentifier), fault.Code, fault.Message))
        : Write(http, new(fault.Status, "application/json", JsonSerializer.Serialize(new { message = fault.Message }), fault.Code, fault.Message)
        {
            Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = fault.Code + "Exception" },
        });

    /// <summary>Repeats what the server said.</summary>
    public static async Task Write(HttpContext http, DoorAnswer.Refused refused)
    {
        var response = http.Response;
        if (response.HasStarted)
        {
            http.Abort();
            return;
        }

        response.Clear();
        response.StatusCode = refused.Status;
        response.ContentType = refused.ContentType;
        response.Headers.CacheControl = "no-store";
        if (refused.Status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = "1";
        foreach (var (name, value) in refused.Headers)
            response.Headers[name] = value;
        if (!HttpMethods.IsHead(http.Request.Method))
            await response.WriteAsync(refused.Document, http.RequestAborted);
    }

    private static string Xml(Fault fault, string requestId) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + new XElement("Error", new XElement("Code", fault.Code), new XElement("Message", fault.Message), new XElement("RequestId", requestId)).ToString(SaveOptions.DisableFormatting);
}
