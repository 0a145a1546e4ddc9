using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Access.Policies;

/// <summary>A strict reader of small JSON documents: no comment, no trailing comma, no name twice, nothing deep, no text that is not well-formed.</summary>
internal ref struct JsonDocuments
{
    /// <summary>The longest document, in UTF-16 units.</summary>
    public const int Longest = 131_072;

    // A list of values in a key of an operator of a condition of a statement in the list of a policy: seven, and one to spare.
    private const int Deepest = 8;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> utf8;
    private Utf8JsonReader reader;
    private PositionCounter positions;

    private JsonDocuments(byte[] utf8)
    {
        this.utf8 = utf8;
        reader = new(utf8, new JsonReaderOptions { MaxDepth = Deepest });
        positions = new();
    }

    /// <summary>Reads a document.</summary>
    /// <returns>Its value; null when it is none, or one that is refused.</returns>
    public static JsonNode? Read(string text)
    {
        if (text.Length > Longest)
            return null;

        try
        {
            var document = new JsonDocuments(Strict.GetBytes(text));
            var node = document.ReadNode();
            return document.reader.Read() ? null : node;
        }
        catch (Exception broken) when (broken is JsonException or EncoderFallbackException)
        {
            return null;
        }
    }

    private JsonNode? ReadNode()
    {
        var before = Here();
        return reader.Read() ? ReadValue(before) : null;
    }

    private JsonNode? ReadValue(TextPosition before) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(before),
        JsonTokenType.StartArray => ReadList(before),
        JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False =>
            ReadText() is { } text ? new JsonScalar(text, reader.TokenType) { Start = before, End = Here() } : null,
        _ => null,
    };

    private JsonMap? ReadMap(TextPosition before)
    {
        var inside = Here();
        var members = ImmutableArray.CreateBuilder<KeyValuePair<string, JsonNode>>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadText() is not { } name || !names.Add(name) || ReadNode() is not { } value)
                return null;

            members.Add(new(name, value));
        }

        return new(members.ToImmutable()) { Start = before, Inside = inside, End = Here() };
    }

    private JsonList? ReadList(TextPosition before)
    {
        var items = ImmutableArray.CreateBuilder<JsonNode>();
        for (var start = Here(); reader.Read() && reader.TokenType != JsonTokenType.EndArray; start = Here())
        {
            if (ReadValue(start) is not { } item)
                return null;

            items.Add(item);
        }

        return new(items.ToImmutable()) { Start = before, End = Here() };
    }

    // An escape may name half a character, which GetString throws at; and no text may hold what stands for a wildcard.
    private readonly string? ReadText()
    {
        try
        {
            var text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                ? reader.GetString()!
                : Encoding.UTF8.GetString(reader.ValueSpan);
            return Wildcards.AreIn(text) ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private TextPosition Here() => positions.MoveTo(utf8, (int)reader.BytesConsumed);
}
