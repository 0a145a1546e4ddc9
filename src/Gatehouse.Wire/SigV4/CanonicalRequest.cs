using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>A request in the one form that both sides sign.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", step 1. Every service but S3 encodes the path twice.</remarks>
public static class CanonicalRequest
{
    /// <summary>Builds the canonical form.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signedHeaders">Names in lower case, sorted; each one is in the request.</param>
    /// <param name="bodyHash">The SHA-256 of the body, in lower-case hexadecimal.</param>
    /// <param name="normalise">Whether dots and double slashes leave the path, as every service but S3 does.</param>
    public static string Of(SignedRequest request, IReadOnlyList<string> signedHeaders, string bodyHash, bool normalise = true)
    {
        var text = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(UriText.Encode(normalise ? Normalised(request.Path) : request.Path, keepSlash: true)).Append('\n')
            .Append(Query(request.Query)).Append('\n');
        foreach (var name in signedHeaders)
            text.Append(name).Append(':').AppendJoin(',', request.Headers[name].Select(Trimmed)).Append('\n');

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(bodyHash).ToString();
    }

    // RFC 3986, 5.2.4, and empty segments go too.
    private static string Normalised(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var segment in segments)
        {
            if (segment == ".." && kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else if (segment is not ("." or ".."))
                kept.Add(segment);
        }

        var closed = kept.Count > 0 && path.EndsWith('/');
        return "/" + string.Join('/', kept) + (closed ? "/" : "");
    }

    // Sorted as bytes, by name and then by value: what is encoded is ASCII.
    private static string Query(string query) => string.Join('&', query
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: UriText.Reencode(pair[0]), Value: pair.Length > 1 ? UriText.Reencode(pair[1]) : ""))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Trimmed(string? value) =>
        string.Join(' ', (value ?? "").Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
