using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gatehouse.Crypto;

/// <summary>Claims as JSON and back.</summary>
internal static class ClaimsJson
{
    private const long EndOfTime = 253_402_300_799; // 9999-12-31T23:59:59Z

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Writes claims in their order, in UTF-8.</summary>
    /// <exception cref="ArgumentException">A value is of a kind that has no place in a token.</exception>
    public static byte[] Write(IReadOnlyDictionary<string, object> claims)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Plain))
            WriteValue(json, claims);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads claims; null for what is no JSON object, names a claim twice, holds a null, or lacks <c>exp</c> or <c>iat</c> as whole seconds
    /// before the year 10000.
    /// </summary>
    public static Dictionary<string, object>? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var json = new Utf8JsonReader(utf8, Strict);
            var claims = json.Read() && json.TokenType == JsonTokenType.StartObject ? ReadMap(ref json) : null;
            return claims is not null && !json.Read() && IsTime(claims, "exp") && IsTime(claims, "iat") ? claims : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null; // InvalidOperationException: a string that is not UTF-8.
        }
    }

    private static bool IsTime(Dictionary<string, object> claims, string name) =>
        claims.TryGetValue(name, out var value) && value is long and >= 0 and <= EndOfTime;

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case long whole: json.WriteNumberValue(whole); break;
            case int whole: json.WriteNumberValue(whole); break;
            case double number: json.WriteNumberValue(number); break;
            case IReadOnlyDictionary<string, object> map: WriteMap(json, map); break;
            case IEnumerable list: WriteList(json, list); break;
            default: throw new ArgumentException($"A claim cannot be a {value?.GetType().Name ?? "null"}.", nameof(value));
        }
    }

    private static void WriteMap(Utf8JsonWriter json, IReadOnlyDictionary<string, object> map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable list)
    {
        json.WriteStartArray();
        foreach (var item in list)
            WriteValue(json, item);
        json.WriteEndArray();
    }

    private static object? ReadValue(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number when json.TryGetInt64(out var whole) => whole,
        JsonTokenType.Number when json.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonTokenType.StartArray => ReadList(ref json),
        JsonTokenType.StartObject => ReadMap(ref json),
        _ => null,
    };

    private static Dictionary<string, object>? ReadMap(ref Utf8JsonReader json)
    {
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = json.GetString()!;
            json.Read();
            if (ReadValue(ref json) is not { } value || !map.TryAdd(name, value))
                return null;
        }

        return map;
    }

    private static object? ReadList(ref Utf8JsonReader json)
    {
        var list = new List<object>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref json) is not { } value)
                return null;
            list.Add(value);
        }

        return list.TrueForAll(item => item is string) ? list.ConvertAll(item => (string)item) : list;
    }
}
