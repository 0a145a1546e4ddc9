using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Gatehouse.Identity;

/// <summary>
/// Which style sheets the classic pages take: rules for named places of the page, each setting looks and nothing else. It is a small strict
/// language, and whatever is outside is refused: what this reader does not know, a browser might.
/// </summary>
public static class ClassicCss
{
    // A tag that ends the style element, an escape that hides a word, a rule that loads another sheet.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<\\@");

    private static readonly FrozenSet<string> Places = Set(
        """
        background banner errorMessage idpButton idpButton:hover idpDescription inputField inputField:focus label legalText logo
        passwordCheck-valid passwordCheck-notValid redirect socialButton submitButton submitButton:hover textDescription
        """);

    private static readonly FrozenSet<string> Properties = Set(
        """
        background background-color border border-bottom border-bottom-color border-color border-left border-left-color border-radius border-right
        border-right-color border-style border-top border-top-color border-width box-shadow box-sizing color display font font-family font-size
        font-style font-weight height letter-spacing line-height margin margin-bottom margin-left margin-right margin-top max-height max-width
        min-height min-width opacity outline outline-color outline-offset outline-style outline-width padding padding-bottom padding-left
        padding-right padding-top text-align text-decoration text-transform vertical-align width
        """);

    // Colours, numbers with and without unit, words, plain strings, and calls of colour functions; no other call, and so no address.
    private static readonly Regex Value = new(
        """
        ^[\ \t\r\n]*(?:(?:\#[0-9a-fA-F]{3,8}|[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:%|[a-zA-Z]{1,4})?|-?[a-zA-Z][a-zA-Z-]*
        |(?:rgb|rgba|hsl|hsla)\([0-9.,%/\ a-z+-]*\)|,|/|"[a-zA-Z0-9\ _-]*"|'[a-zA-Z0-9\ _-]*'|![\ ]?important)[\ \t\r\n]*)+\z
        """,
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace);

    /// <summary>What is wrong with a style sheet, as a sentence without its end; null when nothing.</summary>
    public static string? Broken(string css)
    {
        if (css.AsSpan().IndexOfAny(Forbidden) is var at and >= 0)
            return $"the character {css[at]} is not allowed";
        if (css.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')))
            return "control characters are not allowed";

        var reader = new CssReader(css);
        while (true)
        {
            if (!reader.SkipSpace())
                return "a comment does not end";
            if (reader.AtEnd)
                return null;
            if ((BrokenSelectors(ref reader) ?? BrokenBlock(ref reader)) is { } broken)
                return broken;
        }
    }

    private static string? BrokenSelectors(ref CssReader reader)
    {
        do
        {
            if (!reader.SkipSpace() || !reader.Take('.'))
                return "a rule must begin with a class";

            var name = reader.Word().ToString();
            var state = reader.Take(':') ? $":{reader.Word()}" : "";
            const string suffix = "-customizable";
            if (!name.EndsWith(suffix, StringComparison.Ordinal) || !Places.Contains(name[..^suffix.Length] + state))
                return $"the class {Shown(name + state)} can not be customized";
            if (!reader.SkipSpace())
                return "a comment does not end";
        }
        while (reader.Take(','));

        return reader.Take('{') ? null : "a class is not followed by a block";
    }

    private static string? BrokenBlock(ref CssReader reader)
    {
        while (true)
        {
            if (!reader.SkipSpace() || reader.AtEnd)
                return "a block does not end";
            if (reader.Take('}'))
                return null;
            if (reader.Take(';'))
                continue;

            var property = reader.Word().ToString();
            if (!Properties.Contains(property))
                return $"the property {Shown(property)} can not be customized";
            if (!reader.SkipSpace() || !reader.Take(':') || !Value.IsMatch(reader.Declared()))
                return $"the value of {property} is not allowed";
        }
    }

    // It goes into the text of an error.
    private static string Shown(string name) => name.Length <= 60 ? name : name[..60];

    private static FrozenSet<string> Set(string names) =>
        names.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
