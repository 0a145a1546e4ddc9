namespace Gatehouse.Wire.SigV4;

/// <summary>What the chunks of one body are signed with. Printing it does not show it.</summary>
/// <param name="SigningKey">32 bytes, good for the scope's day, region and service: as secret as the key that it is of.</param>
/// <param name="Date">The date of the request, as <c>yyyyMMddTHHmmssZ</c>.</param>
/// <param name="Scope">What the request was signed for.</param>
/// <param name="Seed">The signature of the request, which the first chunk's follows.</param>
public sealed record ChunkKey(byte[] SigningKey, string Date, CredentialScope Scope, string Seed)
{
    /// <inheritdoc/>
    public override string ToString() => $"ChunkKey for {Scope}";
}
