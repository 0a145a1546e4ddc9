using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse;

/// <summary>A JSON value of any form, every string of which is sure to be well-formed text.</summary>
/// <remarks>A <see cref="JsonElement"/> keeps its strings unread, so a lone surrogate would only be met, as an exception, by who reads it.</remarks>
public sealed class FreeDocument : JsonConverter<JsonElement>
{
    /// <inheritdoc/>
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        var end = reader.CurrentDepth;
        do
        {
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && ahead.ValueIsEscaped)
                _ = ahead.GetString();
        }
        while (ahead.Read() && ahead.CurrentDepth > end);

        return JsonMetadataServices.JsonElementConverter.Read(ref reader, typeToConvert, options);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
}
