using System.Buffers;

namespace Gatehouse.Identity;

/// <summary>Reads a style sheet from left to right, once.</summary>
internal ref struct CssReader(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> WordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private ReadOnlySpan<char> rest = text;

    /// <summary>Whether everything was read.</summary>
    public readonly bool AtEnd => rest.IsEmpty;

    /// <summary>Goes past white space and comments; false when a comment does not end.</summary>
    public bool SkipSpace()
    {
        while (true)
        {
            rest = rest.TrimStart(" \t\r\n");
            if (!rest.StartsWith("/*"))
                return true;

            var end = rest[2..].IndexOf("*/");
            if (end < 0)
                return false;

            rest = rest[(end + 4)..];
        }
    }

    /// <summary>Goes past a character if it is the next one.</summary>
    public bool Take(char c)
    {
        if (rest.IsEmpty || rest[0] != c)
            return false;

        rest = rest[1..];
        return true;
    }

    /// <summary>The letters, digits and hyphens that come next; maybe none.</summary>
    public ReadOnlySpan<char> Word() => Until(rest.IndexOfAnyExcept(WordCharacters));

    /// <summary>Everything up to what ends a declaration, which stays unread.</summary>
    public ReadOnlySpan<char> Declared() => Until(rest.IndexOfAny(';', '}'));

    private ReadOnlySpan<char> Until(int end)
    {
        var part = end < 0 ? rest : rest[..end];
        rest = rest[part.Length..];
        return part;
    }
}
