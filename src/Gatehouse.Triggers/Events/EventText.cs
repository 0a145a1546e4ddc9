using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Triggers;

/// <summary>Events as bytes, and what comes back.</summary>
internal static class EventText
{
    /// <summary>Letters as they are, and quotes as they are where they can be.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string NoJson = "Invalid lambda function output : Invalid JSON";
    private const string NoEvent = "Unrecognizable lambda output";
    private static readonly string[] Same = ["version", "region", "userPoolId", "userName", "triggerSource"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The bytes of an event.</summary>
    public static byte[] Write(JsonObject @event) => JsonSerializer.SerializeToUtf8Bytes(@event, Plain);

    /// <summary>
    /// Takes the event that came back apart. It must be the one that went out, whole: a function that answers another's event, or its response
    /// alone, was not written for this.
    /// </summary>
    /// <param name="sent">The event that went out.</param>
    /// <param name="body">What came back.</param>
    /// <param name="response">Its response.</param>
    /// <returns>What is wrong with it, in AWS's words; null when nothing is.</returns>
    public static string? Read(JsonObject sent, ReadOnlyMemory<byte> body, out JsonElement response)
    {
        response = default;
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            var answer = document.RootElement.Clone();
            if (answer.ValueKind is not JsonValueKind.Object)
                return NoJson;

            return Same.All(member => IsSame(answer, member, (string)sent[member]!)) && IsObject(answer, "callerContext", out _)
                && IsObject(answer, "request", out _) && IsObject(answer, "response", out response)
                    ? null
                    : NoEvent;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not UTF-8.
            return NoJson;
        }
    }

    /// <summary>How a response is refused whose members are not those there are.</summary>
    public static string NotUnderstood => NoEvent;

    private static bool IsSame(JsonElement answer, string member, string value) =>
        answer.TryGetProperty(member, out var there) && there.ValueKind is JsonValueKind.String && there.ValueEquals(value);

    private static bool IsObject(JsonElement answer, string member, out JsonElement there) =>
        answer.TryGetProperty(member, out there) && there.ValueKind is JsonValueKind.Object;
}
