namespace Gatehouse.Wire.SigV4;

/// <summary>What a signature says of the body. One of <see cref="HashedBody"/>, <see cref="AnyBody"/> and <see cref="ChunkedBody"/>.</summary>
public abstract record BodyClaim;

/// <summary>The body must have this hash.</summary>
/// <param name="Sha256">In lower-case hexadecimal.</param>
public sealed record HashedBody(string Sha256) : BodyClaim;

/// <summary>Nothing was signed of the body (<c>UNSIGNED-PAYLOAD</c>).</summary>
public sealed record AnyBody : BodyClaim;

/// <summary>The body comes in chunks, which <see cref="AwsChunkedStream"/> takes apart.</summary>
/// <param name="HasTrailer">Whether headers follow the last chunk.</param>
/// <param name="Key">What the chunks are signed with; null when they are not signed.</param>
public sealed record ChunkedBody(bool HasTrailer, ChunkKey? Key) : BodyClaim;
