using System.Collections.Immutable;
using System.Text.Json;

namespace Gatehouse.Access.Policies;

/// <summary>A value of a JSON document, with the place where it stands.</summary>
internal abstract record JsonNode
{
    /// <summary>Just behind what comes before it.</summary>
    public required TextPosition Start { get; init; }

    /// <summary>Just behind it.</summary>
    public required TextPosition End { get; init; }
}

/// <summary>An object. No name is there twice.</summary>
internal sealed record JsonMap(ImmutableArray<KeyValuePair<string, JsonNode>> Members) : JsonNode
{
    /// <summary>Just behind its brace.</summary>
    public required TextPosition Inside { get; init; }

    /// <summary>The member of a name; null when there is none.</summary>
    public JsonNode? this[string name]
    {
        get
        {
            foreach (var (key, value) in Members)
            {
                if (key == name)
                    return value;
            }

            return null;
        }
    }
}

/// <summary>An array.</summary>
internal sealed record JsonList(ImmutableArray<JsonNode> Items) : JsonNode;

/// <summary>A string, a number, or a truth value as text.</summary>
internal sealed record JsonScalar(string Text, JsonTokenType Type) : JsonNode
{
    /// <summary>Whether it was written in quotes.</summary>
    public bool IsString => Type == JsonTokenType.String;
}
