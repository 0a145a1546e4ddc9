using Gatehouse.Access;

namespace Gatehouse.Wire.SigV4;

/// <summary>Who signed a request, proven.</summary>
/// <param name="Principal">The principal.</param>
/// <param name="Region">The region it was signed for.</param>
public sealed record Signer(Principal Principal, string Region);
