using Microsoft.AspNetCore.Http;

namespace Gatehouse.Wire.SigV4;

/// <summary>A request and its whole body.</summary>
/// <param name="Head">What came before the body.</param>
/// <param name="Body">The whole body.</param>
public sealed record SignedRequest(SignedHead Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>Takes the parts of a request whose body was read.</summary>
    public static SignedRequest Of(HttpRequest request, ReadOnlyMemory<byte> body) => new(SignedHead.Of(request), body);
}
