using System.Text.Json;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Reads claims and scopes as functions write them.</summary>
internal static class ClaimTexts
{
    private const int LongestName = 256;
    private const int Deepest = 5;

    private static readonly string[] Simple = [Attributes.EmailVerified, Attributes.PhoneVerified, "updated_at", "address"];

    /// <summary>The changes of one token; null when a name or a value cannot stand in one.</summary>
    public static ClaimChanges? Read(IReadOnlyDictionary<string, object?> set, IReadOnlyList<string>? without)
    {
        if (set.Any(claim => claim.Key.Length is 0 or > LongestName || claim.Value is null || (Simple.Contains(claim.Key) && IsComplex(claim.Value))))
            return null;

        return (without ?? []).Contains(null!) ? null : new(set.ToDictionary(claim => claim.Key, claim => claim.Value!), without ?? []);
    }

    /// <summary>A value as a token holds it; null for what none holds: null itself, and what is nested too deep to be read again.</summary>
    public static object? ValueOf(JsonElement value, int depth = 0) => value.ValueKind switch
    {
        JsonValueKind.String => value.Deserialize<string>(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
        JsonValueKind.Array when depth < Deepest => ListOf(value, depth + 1),
        JsonValueKind.Object when depth < Deepest => MapOf(value, depth + 1),
        _ => null,
    };

    /// <summary>Whether a text is one scope (RFC 6749, section 3.3).</summary>
    public static bool IsScope(string? text) =>
        text is { Length: > 0 and <= LongestName } && text.All(c => c is '!' or (>= '#' and <= '[') or (>= ']' and <= '~'));

    private static bool IsComplex(object value) => value is not (string or bool or long or double);

    private static List<object>? ListOf(JsonElement array, int depth)
    {
        var list = new List<object>();
        foreach (var item in array.EnumerateArray())
        {
            if (ValueOf(item, depth) is not { } value)
                return null;
            list.Add(value);
        }

        return list;
    }

    private static Dictionary<string, object>? MapOf(JsonElement map, int depth)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in map.EnumerateObject())
        {
            if (ValueOf(member.Value, depth) is not { } value || !values.TryAdd(member.Name, value))
                return null;
        }

        return values;
    }
}
