namespace Gatehouse.Wire;

/// <summary>Makes text from outside fit for a header or a line of a log.</summary>
internal static class HeaderText
{
    /// <summary>The longest text that is let through, in characters.</summary>
    public const int Longest = 1024;

    /// <summary>The text, cut, with a question mark for everything that is not printable ASCII.</summary>
    public static string Clean(string text) => string.Create(Math.Min(text.Length, Longest), text, static (clean, text) =>
    {
        for (var i = 0; i < clean.Length; i++)
            clean[i] = text[i] is >= ' ' and <= '~' ? text[i] : '?';
    });
}
