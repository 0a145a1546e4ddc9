using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>A request in the one form that both sides sign.</summary>
/// <remarks>Source: AWS, "Create a signed AWS API request", step 1. Every service but S3 encodes the path twice.</remarks>
public static class CanonicalRequest
{
    /// <summary>Builds the canonical form.</summary>
    /// <param name="head">The request.</param>
    /// <param name="signedHeaders">Names in lower case, sorted; each one is in the request.</param>
    /// <param name="bodyHash">The SHA-256 of the body in lower-case hexadecimal, or what is signed in its place.</param>
    /// <param name="isPathAsSent">Whether dots and double slashes stay, and the path is not encoded once more, as for S3.</param>
    public static string Of(SignedHead head, IReadOnlyList<string> signedHeaders, string bodyHash, bool isPathAsSent = false) =>
        Of(head, SortedQuery.Of(head.Query), signedHeaders, bodyHash, isPathAsSent);

    internal static string Of(SignedHead head, SortedQuery query, IReadOnlyList<string> signedHeaders, string bodyHash, bool isPathAsSent)
    {
        var path = isPathAsSent ? UriText.Reencode(head.Path, keepSlash: true) : UriText.Encode(Normalised(head.Path), keepSlash: true);
        var text = new StringBuilder(1024).Append(head.Method).Append('\n').Append(path).Append('\n');
        query.Write(text, without: QueryClaim.Signature);
        text.Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name);
            var separator = ':';
            foreach (var value in head.Headers[name])
            {
                Trim(text.Append(separator), value);
                separator = ',';
            }

            text.Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(bodyHash).ToString();
    }

    // RFC 3986, 5.2.4, and empty segments go too.
    private static string Normalised(string path)
    {
        if (path == "/")
            return path;

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

    // No white space around the value, and one blank for all that is within.
    private static void Trim(StringBuilder text, ReadOnlySpan<char> value)
    {
        var isFirst = true;
        foreach (var range in value.SplitAny(' ', '\t'))
        {
            var word = value[range];
            if (word.IsEmpty)
                continue;
            if (!isFirst)
                text.Append(' ');
            text.Append(word);
            isFirst = false;
        }
    }
}
