namespace Gatehouse.Wire.SigV4;

/// <summary>An access key for calls of ours to somebody who speaks as AWS does. Printing it does not show it.</summary>
/// <param name="Id">The public half.</param>
/// <param name="Secret">The secret half.</param>
/// <param name="Region">The region that is signed for.</param>
public sealed record ClientKey(string Id, string Secret, string Region)
{
    /// <summary>What a temporary key goes with; null for lasting ones.</summary>
    public string? SessionToken { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"ClientKey {Id}";
}
