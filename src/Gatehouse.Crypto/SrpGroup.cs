using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Gatehouse.Crypto;

/// <summary>The 3,072-bit group of RFC 5054, appendix A, with Cognito's generator 2, and the forms its numbers take.</summary>
internal static class SrpGroup
{
    /// <summary>How long N and everything modulo N is.</summary>
    public const int Bytes = 384;

    private const int MaxZeros = 16; // Old clients send two, as Java writes positive numbers.

    private const string Prime =
        "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
        + "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
        + "49286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D"
        + "670C354E4ABC9804F1746C08CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718"
        + "3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7D"
        + "B3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C"
        + "BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

    /// <summary>The prime, big-endian.</summary>
    public static readonly byte[] Modulus = Convert.FromHexString(Prime);

    /// <summary>The prime.</summary>
    public static readonly BigInteger N = Number(Modulus);

    /// <summary>The generator, big-endian.</summary>
    public static readonly byte[] Generator = [2];

    /// <summary>k = H(pad(N) ‖ pad(g)).</summary>
    public static readonly BigInteger K = Number(SHA256.HashData([.. Pad(N), .. Generator]));

    /// <summary>Reads an unsigned big-endian number.</summary>
    public static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    /// <summary>Reads hexadecimal of 1 to 768 digits, of odd length too and with a few zeros in front; null for anything else.</summary>
    public static BigInteger? Hex(string digits) =>
        digits.Length is > 0 and <= (Bytes * 2) + MaxZeros
            && digits.AsSpan().TrimStart('0').Length <= Bytes * 2
            && digits.All(char.IsAsciiHexDigit)
            ? BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Big-endian and as short as can be, with a zero in front when the top bit is set: Java's BigInteger.toByteArray.</summary>
    public static byte[] Pad(BigInteger number) => number.ToByteArray(isUnsigned: false, isBigEndian: true);

    /// <summary>Big-endian in 384 bytes.</summary>
    public static byte[] Fixed(BigInteger number)
    {
        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[Bytes - bytes.Length], .. bytes];
    }
}
