namespace Gatehouse.Wire.SigV4;

/// <summary>The signatures of chunks, each of which covers the one before.</summary>
/// <remarks>Source: Amazon S3, "Transferring Payload in Multiple Chunks", step "calculate the signature of a chunk".</remarks>
internal sealed class ChunkChain(ChunkKey key)
{
    private string previous = key.Seed;

    /// <summary>Verifies the next chunk.</summary>
    /// <exception cref="AwsChunkedException">The signature is not that of these bytes at this place.</exception>
    public void Verify(string signature, ReadOnlySpan<byte> chunk) =>
        Follow(signature, $"AWS4-HMAC-SHA256-PAYLOAD\n{key.Date}\n{key.Scope}\n{previous}\n{Signing.EmptyHash}\n{Signing.Hash(chunk)}");

    /// <summary>Verifies what follows the last chunk.</summary>
    /// <param name="signature">As it was sent.</param>
    /// <param name="trailers">Each <c>name:value</c> and a line feed, sorted by the names, which are in lower case.</param>
    /// <exception cref="AwsChunkedException">The signature is not that of these trailers.</exception>
    public void VerifyTrailers(string signature, ReadOnlySpan<byte> trailers) =>
        Follow(signature, $"AWS4-HMAC-SHA256-TRAILER\n{key.Date}\n{key.Scope}\n{previous}\n{Signing.Hash(trailers)}");

    private void Follow(string signature, string stringToSign)
    {
        previous = Signing.Sign(key.SigningKey, stringToSign);
        if (!Signing.Same(previous, signature))
            throw AwsChunkedException.Signature();
    }
}
