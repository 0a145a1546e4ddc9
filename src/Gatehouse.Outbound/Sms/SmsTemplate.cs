using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gatehouse.Identity;

namespace Gatehouse.Outbound;

/// <summary>A text with placeholders for the parts of a message: <c>{phone}</c>, <c>{number}</c> (without the plus), <c>{message}</c>, <c>{code}</c>, <c>{purpose}</c>, <c>{pool}</c>, <c>{id}</c>.</summary>
internal static partial class SmsTemplate
{
    private static readonly string[] Known = ["phone", "number", "message", "code", "purpose", "pool", "id"];

    // Whatever people have a hand in does not go where a line has a meaning.
    private static readonly string[] KnownInHeaders = ["phone", "number", "purpose", "pool", "id"];

    /// <summary>The placeholder that is none; null when all are.</summary>
    public static string? Unknown(string template, bool isHeader = false) => Placeholder().Matches(template)
        .Select(match => match.Groups["name"].Value)
        .FirstOrDefault(name => !(isHeader ? KnownInHeaders : Known).Contains(name));

    /// <summary>The text for a message.</summary>
    /// <param name="template">The template.</param>
    /// <param name="message">The message.</param>
    /// <param name="escape">What each part goes through.</param>
    public static string Fill(string template, Message message, Func<string, string> escape) =>
        Placeholder().Replace(template, match => escape(Part(match.Groups["name"].Value, message)));

    /// <summary>The same within every text of a document; what JSON has to escape is its writer's affair.</summary>
    public static JsonNode? Fill(JsonNode? template, Message message) => template switch
    {
        JsonObject many => new JsonObject(many.Select(member => KeyValuePair.Create(member.Key, Fill(member.Value, message)))),
        JsonArray many => new JsonArray([.. many.Select(item => Fill(item, message))]),
        JsonValue one when one.GetValueKind() is JsonValueKind.String => Fill(one.GetValue<string>(), message, text => text),
        _ => template?.DeepClone(),
    };

    private static string Part(string name, Message message) => name switch
    {
        "phone" => message.Destination,
        "number" => message.Destination.TrimStart('+'),
        "message" => message.Body,
        "code" => message.Code ?? "",
        "purpose" => message.Purpose.ToString(),
        "pool" => message.PoolId,
        _ => message.Id,
    };

    [GeneratedRegex(@"\{(?<name>[a-z]+)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
