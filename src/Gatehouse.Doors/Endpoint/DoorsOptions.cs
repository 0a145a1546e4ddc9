using Microsoft.AspNetCore.Http;

namespace Gatehouse.Doors;

/// <summary>What the operator set about who may ask.</summary>
/// <param name="Secret">What the guard and applications prove themselves with; null when none may ask.</param>
/// <param name="IsTrustedProxy">Whether a connection comes from a proxy whose word on the client is believed.</param>
public sealed record DoorsOptions(string? Secret, Predicate<HttpContext> IsTrustedProxy)
{
    /// <summary>Does not show the secret.</summary>
    public override string ToString() => nameof(DoorsOptions);
}
