using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Wire.SigV4;

/// <summary>What comes before the body of a request, as it came over the wire, and what is known of the body.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">Still percent-encoded, from the first slash on.</param>
/// <param name="Query">Still percent-encoded, without the question mark; empty when there is none.</param>
/// <param name="Headers">Every header; one that came twice has two values.</param>
/// <param name="BodyHash">The SHA-256 of the body in lower-case hexadecimal, by whoever read all of it; null while nobody did.</param>
public sealed record SignedHead(string Method, string Path, string Query, IHeaderDictionary Headers, string? BodyHash = null)
{
    /// <summary>Takes the parts of a request whose body was not read.</summary>
    public static SignedHead Of(HttpRequest request) =>
        Of(request.Method, request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, request.Headers);

    /// <summary>Takes a request target apart, which is a path with or without a query.</summary>
    public static SignedHead Of(string method, string target, IHeaderDictionary headers, string? bodyHash = null)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new SignedHead(method, target, "", headers, bodyHash)
            : new SignedHead(method, target[..question], target[(question + 1)..], headers, bodyHash);
    }

    /// <summary>The value of a header that may come once; null when it is missing or came more than once.</summary>
    internal string? Single(string header) => Headers[header] is [{ } value] ? value : null;
}
