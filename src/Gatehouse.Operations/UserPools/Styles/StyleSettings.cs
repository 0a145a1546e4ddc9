using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>The settings of a login style: a tree of colours, words, numbers and switches, of which a client keeps what differs from the defaults.</summary>
public static class StyleSettings
{
    private static readonly JsonElement Defaults = ReadDefaults();

    /// <summary>The defaults, every setting there is.</summary>
    public static JsonElement Default => Defaults;

    /// <summary>The fault for settings of a shape that no login page knows; null when all is well.</summary>
    public static Fault? Broken(JsonElement settings) =>
        SettingsShape.Broken("settings", Defaults, settings) is { } broken ? Faults.InvalidParameter($"Invalid Settings: {broken}") : null;

    /// <summary>Settings with others on top: objects are joined member by member, anything else is replaced.</summary>
    /// <param name="below">The text of an object; null for none.</param>
    /// <param name="above">An object.</param>
    public static string Join(string? below, JsonElement above) =>
        below is null ? above.GetRawText() : Join(JsonNode.Parse(below)!.AsObject(), above).ToJsonString(JsonBody.Options);

    /// <summary>What the pages go by: settings on top of the defaults.</summary>
    public static JsonElement OnDefaults(string? settings) =>
        settings is null ? Defaults : Read(Join(Defaults.GetRawText(), Read(settings)));

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
        return JsonElement.Parse(ReadAll(stream));
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
