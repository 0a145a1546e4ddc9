using System.Collections;
using System.Globalization;

namespace Gatehouse.Identity;

/// <summary>Reads claims as text.</summary>
public static class ClaimText
{
    /// <summary>Every value of a claim as text: one for text, numbers and truths, one for each such item of a list, none for what is a map or is not there.</summary>
    public static IReadOnlyList<string> All(object? claim) => claim switch
    {
        null or IDictionary or IReadOnlyDictionary<string, object> => [],
        IEnumerable list and not string => [.. list.Cast<object?>().Select(Text).OfType<string>()],
        _ => Text(claim) is { } text ? [text] : [],
    };

    /// <summary>The value of a claim that has exactly one; null otherwise.</summary>
    public static string? One(object? claim) => All(claim) is [var only] ? only : null;

    private static string? Text(object? value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        long or int or double => Convert.ToString(value, CultureInfo.InvariantCulture),
        _ => null,
    };
}
