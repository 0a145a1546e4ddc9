using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>The server's side of SRP-6a (RFC 5054) with Cognito's padding and key derivation.</summary>
public sealed class Srp3072 : ISrp
{
    private const int SaltBytes = 16;
    private const int SecretBytes = 32;
    private const int KeyBytes = 16;

    private static readonly IModExp Arithmetic = OpenSslModExp.Instance ?? (IModExp)new ManagedModExp();

    /// <inheritdoc/>
    public SrpVerifier Enrol(string poolName, string userId, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var identity = SHA256.HashData(Encoding.UTF8.GetBytes($"{poolName}{userId}:{password}"));
        var x = SHA256.HashData([.. SrpGroup.Pad(SrpGroup.Number(salt)), .. identity]);
        return new(salt, Arithmetic.Power(SrpGroup.Generator, x));
    }

    /// <inheritdoc/>
    public byte[]? Accept(ReadOnlySpan<byte> verifier)
    {
        var number = SrpGroup.Number(verifier);
        return number > BigInteger.One && number < SrpGroup.N - BigInteger.One ? SrpGroup.Fixed(number) : null;
    }

    /// <inheritdoc/>
    public SrpStart Start(ReadOnlySpan<byte> verifier)
    {
        while (true)
        {
            var secret = RandomNumberGenerator.GetBytes(SecretBytes);
            secret[0] |= 0x80; // Always 256 bits wide, so that the time of an exponentiation is always the same.
            var power = SrpGroup.Number(Arithmetic.Power(SrpGroup.Generator, secret));
            var publicB = ((SrpGroup.K * SrpGroup.Number(verifier)) + power) % SrpGroup.N;
            if (!publicB.IsZero)
                return new(secret, Convert.ToHexStringLower(publicB.ToByteArray(isUnsigned: true, isBigEndian: true)));
        }
    }

    /// <inheritdoc/>
    public bool IsAcceptable(string publicA) => Read(publicA) is not null;

    /// <inheritdoc/>
    public byte[]? SessionKey(string publicA, SrpStart start, ReadOnlySpan<byte> verifier)
    {
        if (Read(publicA) is not { } a || SrpGroup.Hex(start.Public) is not { } b)
            return null;
        var u = SrpGroup.Number(SHA256.HashData([.. SrpGroup.Pad(a), .. SrpGroup.Pad(b)]));
        if (u.IsZero)
            return null;

        var scrambler = SrpGroup.Pad(u);
        var mixed = a * SrpGroup.Number(Arithmetic.Power(verifier, scrambler)) % SrpGroup.N;
        var shared = SrpGroup.Number(Arithmetic.Power(SrpGroup.Fixed(mixed), start.Secret));
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, SrpGroup.Pad(shared), KeyBytes, scrambler, "Caldera Derived Key"u8.ToArray());
    }

    private static BigInteger? Read(string publicA) =>
        SrpGroup.Hex(publicA) is { } a && !(a % SrpGroup.N).IsZero ? a : null;
}
