using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire;

/// <summary>Says whether a request's body is of a type that is read here.</summary>
internal static class MediaTypes
{
    /// <summary>
    /// Whether a request says that its body is of one of these types, in UTF-8 and not compressed.
    /// A request that says nothing is refused too: every real client says it.
    /// </summary>
    public static Fault? Check(HttpRequest request, IReadOnlyList<string> allowed) =>
        request.Headers.ContentEncoding.Count == 0
        && Of(request) is { } type
        && allowed.Contains(type.MediaType, StringComparer.OrdinalIgnoreCase)
        && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            ? null
            : new Fault("UnsupportedMediaTypeException", "The content type or encoding of the request is not supported.", 415);

    /// <summary>The parsed <c>Content-Type</c>; null when there is none, or more than one, or it cannot be read.</summary>
    public static MediaTypeHeaderValue? Of(HttpRequest request) =>
        request.Headers.ContentType is [{ } text] && MediaTypeHeaderValue.TryParse(text, out var type) ? type : null;
}
