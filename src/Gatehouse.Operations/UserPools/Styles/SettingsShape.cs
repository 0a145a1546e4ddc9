using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Whether settings have the shape of the defaults: the same members with values of the same type, in any number of them. Colours are eight
/// hexadecimal digits, words stand in capitals; where it is known which words there are, it is one of them.
/// </summary>
public static class SettingsShape
{
    private const int MostItems = 300;
    private const int LongestText = 128;
    private const double GreatestNumber = 10_000;
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Colour = new(@"^[0-9a-fA-F]{8}\z", Linear);
    private static readonly Regex Word = new(@"^[A-Z][A-Z_]{0,39}\z", Linear);

    // The remaining lists are nowhere written down.
    private static readonly FrozenDictionary<string, string[]> Words = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["colorSchemeMode"] = ["LIGHT", "DARK", "DYNAMIC"],
        ["enabledTypes"]    = ["ICO", "SVG"],
        ["formInclusion"]   = ["IN", "OUT"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong, beginning with where; null when nothing.</summary>
    /// <param name="path">Where the value stands.</param>
    /// <param name="known">A value that is right.</param>
    /// <param name="value">The value in question.</param>
    public static string? Broken(string path, JsonElement known, JsonElement value) => known.ValueKind switch
    {
        JsonValueKind.Object                     => BrokenObject(path, known, value),
        JsonValueKind.Array                      => BrokenArray(path, known, value),
        JsonValueKind.String                     => BrokenText(path, Text(known), value),
        JsonValueKind.Number                     => value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var number) && number is >= 0 and <= GreatestNumber
                                                        ? null
                                                        : $"{path} must be a number between 0 and {GreatestNumber}",
        _                                        => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{path} must be a boolean",
    };

    private static string? BrokenObject(string path, JsonElement known, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Object)
            return $"{path} must be an object";

        var count = 0;
        foreach (var member in value.EnumerateObject())
        {
            var inner = $"{path}.{Shown(member.Name)}";
            if (Template(path, known, member.Name) is not { } template)
                return $"{inner} is not known";
            if (++count > MostItems)
                return $"{path} has more than {MostItems} members";
            if (Broken(inner, template, member.Value) is { } broken)
                return broken;
        }

        return null;
    }

    // Buttons of providers are named by the provider and look like the standard one.
    private static JsonElement? Template(string path, JsonElement known, string member)
    {
        if (path is "settings.components.idpButton.custom")
            return member is { Length: > 0 and <= 32 } && !member.Any(char.IsControl) ? StyleSettings.Default.GetProperty("components").GetProperty("idpButton").GetProperty("standard") : null;

        return known.TryGetProperty(member, out var template) ? template : null;
    }

    private static string? BrokenArray(string path, JsonElement known, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
            return $"{path} must be an array";
        if (value.GetArrayLength() > MostItems)
            return $"{path} has more than {MostItems} items";

        return value.EnumerateArray()
            .Select(item => known.GetArrayLength() > 0 ? Broken(path, known[0], item) : BrokenFreeText(path, item))
            .FirstOrDefault(broken => broken is not null);
    }

    private static string? BrokenText(string path, string known, JsonElement value)
    {
        if (!Word.IsMatch(known) && !Colour.IsMatch(known))
            return BrokenFreeText(path, value);

        var text = value.ValueKind is JsonValueKind.String ? Text(value) : "";
        if (Colour.IsMatch(known))
            return Colour.IsMatch(text) ? null : $"{path} must be a color of eight hexadecimal digits";
        if (Words.TryGetValue(path[(path.LastIndexOf('.') + 1)..], out var words))
            return words.Contains(text) ? null : $"{path} must be one of {string.Join(", ", words)}";

        return Word.IsMatch(text) ? null : $"{path} must be a word in capital letters";
    }

    private static string? BrokenFreeText(string path, JsonElement value) =>
        value.ValueKind is JsonValueKind.String && Text(value) is { Length: > 0 and <= LongestText } text && !text.Any(char.IsControl)
            ? null
            : $"{path} must be a string of at most {LongestText} characters, none of them a control character";

    private static string Text(JsonElement value) => value.Deserialize<string>()!;

    // It goes into the text of an error.
    private static string Shown(string name) => name.Length <= 40 ? name : name[..40];
}
