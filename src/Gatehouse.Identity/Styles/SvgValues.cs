using System.Collections.Frozen;

namespace Gatehouse.Identity;

/// <summary>Which values the attributes of a graphic may have: none that leads out of the graphic.</summary>
internal static class SvgValues
{
    // Everything else that CSS calls may load something, or compute without end.
    private static readonly FrozenSet<string> Calls = new[]
    {
        "rgb", "rgba", "hsl", "hsla", "matrix", "translate", "scale", "rotate", "skewX", "skewY",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a link stays in the document.</summary>
    public static bool IsLocalReference(ReadOnlySpan<char> value)
    {
        if (value.Length < 2 || value[0] != '#')
            return false;

        foreach (var c in value[1..])
        {
            if (!IsNamePart(c) && c is not '.')
                return false;
        }

        return true;
    }

    /// <summary>Whether a value loads nothing: no function but of colours and places, no address but of something in the graphic.</summary>
    public static bool IsHarmless(ReadOnlySpan<char> value)
    {
        // An escape or a comment spells a word so that it is not found.
        if (value.Contains('\\') || value.Contains("/*", StringComparison.Ordinal))
            return false;

        for (var rest = value; rest.IndexOf('(') is var open and >= 0; rest = rest[(open + 1)..])
        {
            var name = NameAtEnd(rest[..open]);
            if (name.Equals("url", StringComparison.OrdinalIgnoreCase) ? !IsLocalUrl(rest[(open + 1)..]) : !Calls.Contains(name.ToString()))
                return false;
        }

        return true;
    }

    /// <summary>Whether a list of declarations sets only what attributes may set, to values they may have.</summary>
    public static bool IsStyle(string value) => value.Split(';').All(IsDeclaration);

    private static bool IsDeclaration(string declaration)
    {
        if (string.IsNullOrWhiteSpace(declaration))
            return true;

        var colon = declaration.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && SvgNames.Properties.Contains(declaration[..colon].Trim()) && IsHarmless(declaration.AsSpan(colon + 1));
    }

    // What stands before a parenthesis; nothing when a space does, which no call has.
    private static ReadOnlySpan<char> NameAtEnd(ReadOnlySpan<char> text)
    {
        var start = text.Length;
        while (start > 0 && IsNamePart(text[start - 1]))
            start--;
        return text[start..];
    }

    private static bool IsLocalUrl(ReadOnlySpan<char> afterOpening)
    {
        var close = afterOpening.IndexOf(')');
        if (close < 0)
            return false;

        var address = afterOpening[..close].Trim(" \t\r\n");
        return IsLocalReference(address is ['\'', .. var single, '\''] ? single : address is ['"', .. var both, '"'] ? both : address);
    }

    // As CSS reads names: whatever is not ASCII is part of one.
    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || !char.IsAscii(c);
}
