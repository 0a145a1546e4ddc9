namespace Gatehouse.Access.Policies;

/// <summary>A place in a policy's text that the request fills: <c>${aws:username}</c>, <c>${aws:userid, 'anonymous'}</c>.</summary>
/// <param name="At">Where it stands in the text of which all variables were taken out.</param>
/// <param name="Key">The key of the request's context.</param>
/// <param name="Default">Stands in when the request has no such key; null for nothing.</param>
internal readonly record struct Variable(int At, string Key, string? Default)
{
    // Where no brace closes, the rest of a policy would be searched again and again.
    private const int Longest = 1024;

    /// <summary>Reads a variable at the beginning of a text.</summary>
    /// <returns>How long it is with its braces; zero when there is none, and the text means itself.</returns>
    public static int Read(ReadOnlySpan<char> text, out string key, out string? ifAbsent)
    {
        (key, ifAbsent) = ("", null);
        text = text[..Math.Min(text.Length, Longest)];
        if (!text.StartsWith("${") || text.IndexOfAny('}', ',') is not (> 2 and var end))
            return 0;

        key = text[2..end].Trim().ToString();
        if (key.Length == 0)
            return 0;
        if (text[end] == '}')
            return end + 1;

        var rest = text[(end + 1)..].TrimStart(' ');
        if (rest is not ['\'', ..] || rest[1..].IndexOf('\'') is not (>= 0 and var length))
            return 0;

        ifAbsent = rest.Slice(1, length).ToString();
        var tail = rest[(length + 2)..].TrimStart(' ');
        return tail is ['}', ..] ? text.Length - tail.Length + 1 : 0;
    }
}
