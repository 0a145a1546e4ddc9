using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gatehouse.Triggers;

/// <summary>Hides in an event what must not be kept: passwords, codes, answers to challenges, tokens, and whatever a client sent along.</summary>
internal static class Redaction
{
    private const string Hidden = "(hidden)";
    private const int Longest = 4096;

    // Functions note in challengeMetadata what they will want to know, and that can be the answer.
    private static readonly string[] Secrets = ["password", "challengeAnswer", "challengeMetadata", "code"];
    private static readonly string[] SecretMaps = ["privateChallengeParameters", "validationData", "clientMetadata", "tokenResponse"];

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

    private static bool Hide(JsonNode? node) => node switch
    {
        JsonObject part => part.ToList().Aggregate(false, (isHidden, member) => Hide(part, member.Key, member.Value) | isHidden),
        JsonArray list => list.Aggregate(false, (isHidden, item) => Hide(item) | isHidden),
        _ => false,
    };

    private static bool Hide(JsonObject part, string name, JsonNode? value)
    {
        var isMap = SecretMaps.Contains(name);
        if (value is null || (!isMap && !Secrets.Contains(name)))
            return Hide(value);

        if (!isMap || value is not JsonObject map)
        {
            part[name] = Hidden;
            return true;
        }

        foreach (var key in map.Select(member => member.Key).ToList())
            map[key] = Hidden;
        return map.Count > 0;
    }
}
