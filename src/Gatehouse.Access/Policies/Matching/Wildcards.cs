namespace Gatehouse.Access.Policies;

/// <summary>
/// Compares text with a pattern whose wildcards are two code units that stand in no text of a policy: what came out of a request never is one.
/// </summary>
/// <remarks>Nothing recurses and nothing is allocated. The time is at most the product of both lengths, whatever the pattern.</remarks>
internal static class Wildcards
{
    /// <summary>Stands for any text, also none: a policy's <c>*</c>.</summary>
    public const char Run = '\uFFFF';

    /// <summary>Stands for any one code unit: a policy's <c>?</c>.</summary>
    public const char One = '\uFFFE';

    /// <summary>Whether a text could be taken for a pattern.</summary>
    public static bool AreIn(ReadOnlySpan<char> text) => text.IndexOfAny(Run, One) >= 0;

    /// <summary>Whether the whole text is as the pattern says, exact in case.</summary>
    public static bool Fit(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var run = pattern.IndexOf(Run);
        if (run < 0)
            return pattern.Length == text.Length && Begins(text, pattern);
        if (!Begins(text, pattern[..run]))
            return false;

        // What stands between two runs is taken where it comes first: whatever comes later can still follow then.
        for (text = text[run..], pattern = pattern[(run + 1)..]; (run = pattern.IndexOf(Run)) >= 0; pattern = pattern[(run + 1)..])
        {
            var at = Find(text, pattern[..run]);
            if (at < 0)
                return false;

            text = text[(at + run)..];
        }

        return pattern.Length <= text.Length && Begins(text[^pattern.Length..], pattern);
    }

    /// <summary>Whether a resource name is as the pattern says, each of its six parts by itself: no wildcard reaches over the first five colons.</summary>
    public static bool FitArn(ReadOnlySpan<char> pattern, ReadOnlySpan<char> arn)
    {
        if (pattern is [Run])
            return true;

        for (var part = 0; part < 5; part++)
        {
            var (end, endOfArn) = (pattern.IndexOf(':'), arn.IndexOf(':'));
            if (end < 0 || endOfArn < 0 || !Fit(pattern[..end], arn[..endOfArn]))
                return false;

            pattern = pattern[(end + 1)..];
            arn = arn[(endOfArn + 1)..];
        }

        return Fit(pattern, arn);
    }

    private static int Find(ReadOnlySpan<char> text, ReadOnlySpan<char> piece)
    {
        if (!piece.Contains(One))
            return text.IndexOf(piece);

        for (var at = 0; at + piece.Length <= text.Length; at++)
        {
            if (Begins(text[at..], piece))
                return at;
        }

        return -1;
    }

    private static bool Begins(ReadOnlySpan<char> text, ReadOnlySpan<char> piece)
    {
        if (text.Length < piece.Length)
            return false;

        for (var i = 0; i < piece.Length; i++)
        {
            if (piece[i] != text[i] && piece[i] != One)
                return false;
        }

        return true;
    }
}
