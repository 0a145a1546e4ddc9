using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse;

/// <summary>A map of strings on the JSON wire. An entry whose value is null is no entry: clients send one for what they do not have.</summary>
/// <remarks>amazon-cognito-identity-js sends <c>"DEVICE_KEY": null</c> with every refresh from a browser.</remarks>
public sealed class StringMap : JsonConverter<IReadOnlyDictionary<string, string>>
{
    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
            throw new JsonException();

        var (map, names) = (new Dictionary<string, string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name) || !reader.Read() || reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                throw new JsonException();
            if (reader.GetString() is { } value)
                map.Add(name, value);
        }

        return map;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value)
            writer.WriteString(name, text);
        writer.WriteEndObject();
    }
}
