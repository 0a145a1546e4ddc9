namespace Gatehouse.Operations.UserPools;

/// <summary>Reads from a <c>User-Agent</c> a name that a person recognises: <c>Chrome 126, Mac OS X</c>.</summary>
public static class DeviceNames
{
    private const int LongestAgent = 1024;
    private const int LongestProduct = 60;

    // Browsers name those they descend from as well, so the younger ones come first.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Version/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chrome OS"),
        ("Mac OS X", "Mac OS X"), ("macOS", "Mac OS X"), ("Linux", "Linux"),
    ];

    /// <summary>The name; null where nothing is known.</summary>
    public static string? Of(string? userAgent)
    {
        if (string.IsNullOrWhiteSpace(userAgent))
            return null;

        var agent = userAgent.AsSpan(0, Math.Min(userAgent.Length, LongestAgent));
        var program = Browser(agent) ?? Product(agent);
        var system = System(agent);
        return program is null || system is null ? program ?? system : $"{program}, {system}";
    }

    private static string? Browser(ReadOnlySpan<char> agent)
    {
        foreach (var (mark, name) in Browsers)
        {
            if (agent.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var at)
                return Named(name, agent[(at + mark.Length)..]);
        }

        return null;
    }

    private static string? System(ReadOnlySpan<char> agent)
    {
        foreach (var (mark, name) in Systems)
        {
            if (agent.Contains(mark, StringComparison.OrdinalIgnoreCase))
                return name;
        }

        return null;
    }

    // What is no browser says first what it is: aws-sdk-js/3.1
    private static string? Product(ReadOnlySpan<char> agent)
    {
        var length = 0;
        while (length < Math.Min(agent.Length, LongestProduct) && (char.IsAsciiLetterOrDigit(agent[length]) || agent[length] is '-' or '_' or '.'))
            length++;

        if (length == 0)
            return null;
        return length < agent.Length && agent[length] == '/' ? Named(agent[..length].ToString(), agent[(length + 1)..]) : agent[..length].ToString();
    }

    private static string Named(string name, ReadOnlySpan<char> version)
    {
        var digits = 0;
        while (digits < Math.Min(version.Length, 6) && char.IsAsciiDigit(version[digits]))
            digits++;

        return digits == 0 ? name : $"{name} {version[..digits]}";
    }
}
