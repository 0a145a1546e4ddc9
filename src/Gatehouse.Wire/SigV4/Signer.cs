using Gatehouse.Access;

namespace Gatehouse.Wire.SigV4;

/// <summary>Who signed a request, proven.</summary>
/// <param name="Key">With which key.</param>
/// <param name="Region">The region it was signed for.</param>
public sealed record Signer(AccessKey Key, string Region)
{
    /// <summary>The principal.</summary>
    public Principal Principal => Key.Principal;
}
