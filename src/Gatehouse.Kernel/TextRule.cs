using System.Text.RegularExpressions;

namespace Gatehouse;

/// <summary>What the service model demands of one kind of string: a length, a form, an enumeration, secrecy.</summary>
/// <remarks>Lengths are counted in UTF-16 units, as Java counts. Safe for many threads; the pattern is compiled at its first use.</remarks>
public sealed class TextRule
{
    private readonly Lazy<Regex>? form;

    /// <summary>No demand at all.</summary>
    public static readonly TextRule Any = new();

    /// <summary>The least length; null when the model names none.</summary>
    public int? Min { get; init; }

    /// <summary>The greatest length; null when the model names none.</summary>
    public int? Max { get; init; }

    /// <summary>The pattern as the model writes it, in Java's dialect. Only shown, never run.</summary>
    public string? Pattern { get; init; }

    /// <summary>The same pattern in .NET's dialect; it must match the whole string.</summary>
    public string Form
    {
        init => form = new(() => new Regex($@"\A(?:{value})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>The only values allowed, exact in case; null when any text will do.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>Whether no message may show a value.</summary>
    public bool Secret { get; init; }

    /// <summary>The demands that a value does not meet, each as AWS words it.</summary>
    public IEnumerable<string> Broken(string value)
    {
        if (value.Length > Max)
            yield return TooLong;

        // A value over its length is not matched: the work stays bounded by the model.
        else if (form is not null && !form.Value.IsMatch(value))
            yield return WrongForm;
        if (value.Length < Min)
            yield return TooShort;
        if (Values is not null && !Values.Contains(value))
            yield return NotAmong;
    }

    /// <summary>Whether a value meets every demand.</summary>
    public bool Admits(string value) =>
        !(value.Length > Max) && !(value.Length < Min)
        && (Values is null || Values.Contains(value))
        && (form is null || form.Value.IsMatch(value));

    /// <summary>Every demand, as AWS lists them when an item of a list breaks one of them.</summary>
    public override string ToString()
    {
        string?[] demands =
        [
            Max is null ? null : TooLong, Min is null ? null : TooShort, Pattern is null ? null : WrongForm, Values is null ? null : NotAmong,
        ];
        return $"[{string.Join(", ", demands.Where(demand => demand is not null))}]";
    }

    private string TooShort => $"Member must have length greater than or equal to {Min}";

    private string TooLong => $"Member must have length less than or equal to {Max}";

    private string WrongForm => $"Member must satisfy regular expression pattern: {Pattern}";

    private string NotAmong => $"Member must satisfy enum value set: [{string.Join(", ", Values!)}]";
}
