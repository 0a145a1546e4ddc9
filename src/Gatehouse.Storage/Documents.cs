using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.Storage;

/// <summary>Aggregates as JSON text, the way they lie in the <c>state</c> columns.</summary>
/// <remarks>
/// Read by reflection: generated readers set every <c>init</c> property, and so a property that an older row does not have would lose
/// the default its class gives it. Nulls are written for the same reason: null is not always the default.
/// </remarks>
internal static class Documents
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        IgnoreReadOnlyProperties = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new NameSetConverter() },
    };

    /// <summary>The text of a document.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same as UTF-8, for what is sealed.</summary>
    public static byte[] WriteBytes<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>The document in a text.</summary>
    public static T Read<T>(string state) =>
        JsonSerializer.Deserialize<T>(state, Options) ?? throw new StorageException($"A stored {typeof(T).Name} is empty.");

    /// <summary>The same from UTF-8.</summary>
    public static T Read<T>(ReadOnlySpan<byte> state) =>
        JsonSerializer.Deserialize<T>(state, Options) ?? throw new StorageException($"A stored {typeof(T).Name} is empty.");

    private sealed class NameSetConverter : JsonConverter<IReadOnlySet<string>>
    {
        public override IReadOnlySet<string>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<string[]>(ref reader, options)?.ToHashSet(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, IReadOnlySet<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Order(StringComparer.Ordinal).ToArray(), options);
    }
}
