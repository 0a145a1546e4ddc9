using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Triggers;

/// <summary>Hides in an event what must not be kept: passwords, codes, answers to challenges, and whatever a client sent along.</summary>
internal static class Redaction
{
    private const string Hidden = "(hidden)";
    private const int Longest = 4096;

    private static readonly string[] Secrets = ["password", "challengeAnswer", "code"];
    private static readonly string[] SecretMaps = ["privateChallengeParameters", "validationData", "clientMetadata"];

    /// <summary>The text of an event as it is kept; null when it is too long for that.</summary>
    /// <param name="event">The event; it is not changed.</param>
    /// <param name="hidesSomething">Whether something in it had to be hidden.</param>
    public static string? Of(JsonObject @event, out bool hidesSomething)
    {
        var copy = @event.DeepClone().AsObject();
        hidesSomething = Hide(copy["request"]) | Hide(copy["response"]);
        var text = copy.ToJsonString(EventText.Plain);
        return text.Length <= Longest ? text : null;
    }

    /// <summary>The same of what came back, which may be anything.</summary>
    public static string? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            return body.Length <= FunctionHttp.MaxBytes && JsonNode.Parse(body.Span) is JsonObject answer ? Of(answer, out _) : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, not UTF-8, or a member twice: nobody can say what is secret in it.
            return null;
        }
    }

    private static bool Hide(JsonNode? node)
    {
        if (node is not JsonObject part)
            return false;

        var isHidden = false;
        foreach (var name in Secrets.Where(name => part[name] is not null))
            (part[name], isHidden) = (Hidden, true);
        foreach (var map in SecretMaps.Select(name => part[name]).OfType<JsonObject>())
        {
            foreach (var name in map.Select(member => member.Key).ToList())
                (map[name], isHidden) = (Hidden, true);
        }

        return isHidden;
    }
}
