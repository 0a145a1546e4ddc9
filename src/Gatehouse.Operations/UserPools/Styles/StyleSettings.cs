using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>The settings of a login style: a tree of colours, words, numbers and switches, of which a client keeps what differs from the defaults.</summary>
public static class StyleSettings
{
    // The defaults take 9,000; names of providers may add to them.
    private const int Longest = 256 * 1024;

    /// <summary>The defaults, every setting there is.</summary>
    public static JsonElement Default { get; } = ReadDefaults();

    /// <summary>What is wrong with settings of a shape that no login page knows, as a sentence; null when all is well.</summary>
    public static string? Broken(JsonElement settings)
    {
        var broken = settings.GetRawText().Length > Longest ? "they are too long" : SettingsShape.Broken("settings", Default, settings);
        return broken is null ? null : $"Invalid Settings: {broken}";
    }

    /// <summary>Settings with others on top: objects are joined member by member, anything else is replaced.</summary>
    /// <param name="below">The text of an object; null for none.</param>
    /// <param name="above">An object.</param>
    public static string Join(string? below, JsonElement above) =>
        below is null ? above.GetRawText() : Join(JsonNode.Parse(below)!.AsObject(), above).ToJsonString(JsonBody.Options);

    /// <summary>What the pages go by: settings on top of the defaults.</summary>
    public static JsonElement OnDefaults(string? settings) =>
        settings is null ? Default : Read(Join(Default.GetRawText(), Read(settings)));

    /// <summary>The settings in a text.</summary>
    public static JsonElement Read(string settings) => JsonElement.Parse(settings);

    private static JsonObject Join(JsonObject below, JsonElement above)
    {
        foreach (var member in above.EnumerateObject())
        {
            below[member.Name] = member.Value.ValueKind is JsonValueKind.Object && below[member.Name] is JsonObject inner
                ? Join((JsonObject)inner.DeepClone(), member.Value)
                : JsonNode.Parse(member.Value.GetRawText());
        }

        return below;
    }

    private static JsonElement ReadDefaults()
    {
        using var stream = typeof(StyleSettings).Assembly.GetManifestResourceStream("default-settings.json")!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
