namespace Gatehouse.Identity;

/// <summary>Names of languages as people, browsers and folders write them (BCP 47), compared without regard to case.</summary>
public static class Languages
{
    /// <summary>Stands where a language would, and means all of them.</summary>
    public const string Default = "default";

    // BCP 47, section 4.4.1: no tag that anybody uses is longer.
    private const int Longest = 35;

    /// <summary>The tag in its one form, as <c>zh-hant-tw</c>; null for what is no tag.</summary>
    public static string? Canonical(string? tag)
    {
        if (tag is not { Length: > 1 and <= Longest })
            return null;

        var parts = tag.Replace('_', '-').ToLowerInvariant().Split('-');
        return parts.All(part => part is { Length: > 0 and <= 8 } && part.All(char.IsAsciiLetterOrDigit)) ? string.Join('-', parts) : null;
    }

    /// <summary>A tag and what is less and less exact, as <c>de-ch</c>, <c>de</c>; none for what is no tag.</summary>
    public static IReadOnlyList<string> From(string? tag)
    {
        var chain = new List<string>();
        for (var rest = Canonical(tag); rest is not null; rest = rest.LastIndexOf('-') is > 0 and var cut ? rest[..cut] : null)
            chain.Add(rest);

        return chain;
    }
}
