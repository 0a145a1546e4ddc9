namespace Gatehouse.Identity;

/// <summary>Seals what must be read again, and marks what must only be recognised.</summary>
/// <remarks>
/// A purpose names the kind of secret and the row it belongs to, as <c>client-secret/us-east-1_abc/4k2…</c>: what was sealed for one
/// row does not open in another. Everything here is safe to call from many threads.
/// </remarks>
public interface ISecretBox
{
    /// <summary>Seals a secret so that only <see cref="TryOpen"/> with the same purpose reads it.</summary>
    byte[] Seal(string purpose, ReadOnlySpan<byte> secret);

    /// <summary>Opens what <see cref="Seal"/> made. False when it was tampered with, belongs elsewhere, or its key is gone.</summary>
    bool TryOpen(string purpose, ReadOnlySpan<byte> box, out byte[] secret);

    /// <summary>32 bytes of HMAC-SHA-256 under a key of this installation and this purpose: the same over restarts and nodes.</summary>
    byte[] Mac(string purpose, ReadOnlySpan<byte> data);
}

/// <summary>How a password compared with its stored hash.</summary>
/// <param name="Matches">The password is right.</param>
/// <param name="Outdated">The hash was made with weaker parameters than today's, and should be made anew.</param>
public readonly record struct PasswordCheck(bool Matches, bool Outdated);

/// <summary>Hashes passwords with Argon2id, in at most as many lanes at once as there are processors.</summary>
public interface IPasswordHasher
{
    /// <summary>Hashes a password; parameters and salt are part of the PHC string that comes back.</summary>
    ValueTask<string> Hash(string password, CancellationToken ct);

    /// <summary>Compares a password with a stored hash. With no hash it works as long and says no.</summary>
    ValueTask<PasswordCheck> Verify(string? hash, string password, CancellationToken ct);
}

/// <summary>What a pool keeps of a password to answer SRP: never the password itself, but guessable from it, so it is sealed.</summary>
/// <param name="Salt">16 random bytes.</param>
/// <param name="Verifier">g^x mod N, 384 bytes, big-endian.</param>
public sealed record SrpVerifier(byte[] Salt, byte[] Verifier);

/// <summary>The server's half of one SRP exchange.</summary>
/// <param name="Secret">b, 32 random bytes: sealed until the client answers.</param>
/// <param name="Public">B in lower-case hexadecimal, as it goes over the wire.</param>
public sealed record SrpStart(byte[] Secret, string Public);

/// <summary>SRP-6a as Cognito speaks it: the 3,072-bit group of RFC 5054, SHA-256, HKDF "Caldera Derived Key".</summary>
public interface ISrp
{
    /// <summary>Makes salt and verifier for a password.</summary>
    /// <param name="poolName">The part of the pool id after the underscore (a device group key for devices).</param>
    /// <param name="userId">What the server sends as USER_ID_FOR_SRP (a device key for devices).</param>
    /// <param name="password">The password in clear.</param>
    SrpVerifier Enrol(string poolName, string userId, string password);

    /// <summary>
    /// A verifier that somebody else made, in 384 bytes; null for one that proves nothing, because the password behind it shows: 0, 1 and
    /// −1 modulo N, and numbers of N or more.
    /// </summary>
    byte[]? Accept(ReadOnlySpan<byte> verifier);

    /// <summary>Makes b and B for a verifier.</summary>
    SrpStart Start(ReadOnlySpan<byte> verifier);

    /// <summary>Whether A is hexadecimal, at most 768 digits beside leading zeros, and not 0 modulo N.</summary>
    bool IsAcceptable(string publicA);

    /// <summary>The 16-byte key both sides derive; null when A is not acceptable.</summary>
    byte[]? SessionKey(string publicA, SrpStart start, ReadOnlySpan<byte> verifier);
}

/// <summary>Where the domain's randomness comes from: cryptographic in the product, scripted in tests.</summary>
public interface IRandom
{
    /// <summary>Fills a buffer with random bytes.</summary>
    void Fill(Span<byte> buffer);

    /// <summary>A uniform number in [0, bound).</summary>
    int Below(int bound);
}
