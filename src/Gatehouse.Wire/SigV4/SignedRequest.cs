using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gatehouse.Wire.SigV4;

/// <summary>The parts of a request that a signature speaks of, as they came over the wire.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Path">Still percent-encoded, from the first slash on.</param>
/// <param name="Query">Still percent-encoded, without the question mark; empty when there is none.</param>
/// <param name="Headers">Every header; one that came twice has two values.</param>
/// <param name="Body">The whole body.</param>
public sealed record SignedRequest(string Method, string Path, string Query, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>Takes the parts of a request whose body was read.</summary>
    public static SignedRequest Of(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? new SignedRequest(request.Method, target, "", request.Headers, body)
            : new SignedRequest(request.Method, target[..question], target[(question + 1)..], request.Headers, body);
    }

    /// <summary>The value of a header that may come once; null when it is missing or came more than once.</summary>
    internal string? Single(string header) => Headers[header] is [{ } value] ? value : null;
}
