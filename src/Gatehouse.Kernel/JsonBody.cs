using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Gatehouse;

/// <summary>Reads one JSON object, and turns whatever is wrong with it into one kind of fault.</summary>
public static class JsonBody
{
    /// <summary>How every JSON service reads and writes: strict in what it takes, null never written, times as epoch seconds.</summary>
    public static JsonSerializerOptions Options => new()
    {
        AllowDuplicateProperties = false,
        MaxDepth = 32,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new EpochSeconds(), new FreeDocument(), new StringMap() },
    };

    /// <summary>Parses a request body.</summary>
    /// <returns>
    /// The request, or <c>SerializationException</c> for anything that is not one well-formed JSON object of the right types:
    /// no body, <c>null</c>, trailing bytes, duplicate members, a wrong type, invalid UTF-8, a lone surrogate.
    /// </returns>
    public static Reply<T> Read<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> json)
        where T : class
    {
        // The parser looks only at the text it has a use for; a body is UTF-8 as a whole or not at all.
        if (!Utf8.IsValid(body.Span))
            return Unreadable();

        try
        {
            return JsonSerializer.Deserialize(body.Span, json) is { } value ? value : Unreadable();
        }
        catch (JsonException)
        {
            return Unreadable();
        }
    }

    // The real service answers this name and no text; the parser's own words would tell of our insides.
    private static Fault Unreadable() => new("SerializationException", "");
}
