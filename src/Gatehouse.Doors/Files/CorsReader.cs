namespace Gatehouse.Doors;

/// <summary>Reads which pages of browsers a door is for.</summary>
internal static class CorsReader
{
    private const int LongestAge = 86_400;
    private const string Marks = "!#$%&'+-.^_`|~";

    /// <summary>Reads it.</summary>
    /// <param name="entry">As it is written; null when there is none.</param>
    /// <param name="at">Where the door is in the document.</param>
    /// <param name="problem">What is wrong; null when nothing is.</param>
    public static DoorCors? Read(CorsEntry? entry, string at, out string? problem)
    {
        problem = entry is null ? null : Broken(entry, at + ".cors");
        if (entry is null || problem is not null)
            return null;

        return new([.. entry.Origins!.OfType<string>()])
        {
            Headers = [.. (entry.Headers ?? []).OfType<string>()],
            Exposes = [.. (entry.Exposes ?? []).OfType<string>()],
            MaxAge = entry.MaxAge ?? 3600,
        };
    }

    private static string? Broken(CorsEntry entry, string at)
    {
        if (entry.Origins is not { Count: > 0 } origins || !(origins is ["*"] || origins.All(IsOrigin)) || origins.Distinct(StringComparer.Ordinal).Count() != origins.Count)
            return $"must have at {at}.origins the origins of pages, each once and as browsers send it: scheme and host in lower case, a port where it is not the scheme's own, nothing after it, as [\"https://app.example.com\"]; or [\"*\"] alone.";
        if (!(entry.Headers ?? []).All(IsHeader))
            return $"must have at {at}.headers names of headers that pages send, as [\"x-request-id\", \"x-app-*\"].";
        if (!(entry.Exposes ?? []).All(IsHeader))
            return $"must have at {at}.exposes names of headers that pages read, as [\"x-request-id\", \"x-app-*\"].";

        return entry.MaxAge is < 0 or > LongestAge ? $"must have at {at}.maxAge seconds, 0 to {LongestAge}." : null;
    }

    // `null` is no origin: every page without one would be meant, also those of strangers in a frame.
    private static bool IsOrigin(string? text) =>
        text is not null && Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Host.Length: > 0, UserInfo: "", IsFile: false }
        && text.All(char.IsAscii) && url.GetLeftPart(UriPartial.Authority) == text;

    private static bool IsHeader(string? text) =>
        text is { Length: > 0 and <= 128 } && text.TrimEnd('*') is { } name && text.Length - name.Length < 2
        && name.All(c => char.IsAsciiLetterOrDigit(c) || Marks.Contains(c, StringComparison.Ordinal));
}
