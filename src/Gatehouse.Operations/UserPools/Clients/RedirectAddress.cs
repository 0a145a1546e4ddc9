using System.Buffers;

namespace Gatehouse.Operations.UserPools;

/// <summary>Which addresses a browser may be sent to after sign-in or sign-out (RFC 6749, section 3.1.2; RFC 8252, section 7).</summary>
public static class RedirectAddress
{
    // Every character that a URI may have (RFC 3986, section 2).
    internal static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#[]@!$&'()*+,;=%");

    // A browser would run or read these instead of going somewhere.
    private static readonly string[] NoPlace =
        ["javascript", "data", "vbscript", "file", "blob", "filesystem", "about", "view-source", "jar", "mailto", "ftp", "ws", "wss"];

    /// <summary>What is wrong with an address; null when nothing.</summary>
    public static string? Broken(string address)
    {
        // The text goes into a header as it is: what a browser would strip, decode or fold has no place in it.
        if (address.AsSpan().ContainsAnyExcept(UriCharacters))
            return $"{address} contains characters that are not allowed in a URI.";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !StartsWith(address, uri.Scheme + ":"))
            return $"{address} is not an absolute URI.";
        if (address.Contains('#', StringComparison.Ordinal))
            return $"{address} cannot contain a fragment.";
        if (NoPlace.Contains(uri.Scheme))
            return $"{address} cannot use the {uri.Scheme} scheme.";

        return uri.Scheme is "http" or "https" ? Web(address, uri) : null;
    }

    private static string? Web(string address, Uri uri)
    {
        if (!StartsWith(address, uri.Scheme + "://") || uri.Host is "")
            return $"{address} is not an absolute URI.";
        if (uri.UserInfo is not "" || address[(uri.Scheme.Length + 3)..].Split('/', '?')[0].Contains('@'))
            return $"{address} cannot contain user information.";

        return uri.Scheme is "http" && uri.Host is not ("localhost" or "127.0.0.1" or "[::1]")
            ? $"{address} cannot use the HTTP protocol."
            : null;
    }

    private static bool StartsWith(string address, string start) => address.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
