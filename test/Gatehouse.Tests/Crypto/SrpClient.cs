using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Crypto;

namespace Gatehouse.Tests.Crypto;

/// <summary>
/// The client's side of Cognito's SRP, written from the protocol's description alone and with hexadecimal text as old clients do it.
/// </summary>
/// <remarks>
/// Its powers come from OpenSSL, whose arithmetic is compared with .NET's elsewhere: .NET's alone would take ten seconds.
/// </remarks>
internal sealed class SrpClient(BigInteger a)
{
    /// <summary>N = 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314), as RFC 3526 gives it.</summary>
    public static readonly BigInteger N =
        BigInteger.Pow(2, 3072) - BigInteger.Pow(2, 3008) - 1 + (BigInteger.Pow(2, 64) * (FloorOfPi(2942) + 1690314));

    public BigInteger A { get; } = Power(2, a);

    public static string Hex(BigInteger number)
    {
        var hex = number.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return hex.Length == 0 ? "0" : hex;
    }

    /// <summary>The 16-byte key from what the server sent.</summary>
    public byte[] Key(string poolName, string userId, string password, string saltHex, string hexB)
    {
        var publicB = Number(hexB);
        var u = Number(Hash(PadHex(Hex(A)) + PadHex(Hex(publicB))));
        var k = Number(Hash("00" + Hex(N) + "02"));
        var x = Exponent(poolName, userId, password, saltHex);
        var seed = (publicB - (k * Power(2, x))) % N;
        var shared = Power(seed < 0 ? seed + N : seed, a + (u * x));

        var prk = HMACSHA256.HashData(Convert.FromHexString(PadHex(Hex(u))), Convert.FromHexString(PadHex(Hex(shared))));
        return HMACSHA256.HashData(prk, (byte[])[.. "Caldera Derived Key"u8, 1])[..16];
    }

    /// <summary>x, from which the verifier is made.</summary>
    public static BigInteger Exponent(string poolName, string userId, string password, string saltHex)
    {
        var inner = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(poolName + userId + ":" + password)));
        return Number(Hash(PadHex(Hex(Number(saltHex))) + inner));
    }

    public static BigInteger Power(BigInteger number, BigInteger exponent) =>
        new(OpenSslModExp.Instance!.Power(number.ToByteArray(true, true), exponent.ToByteArray(true, true)), isUnsigned: true, isBigEndian: true);

    public static BigInteger Number(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string PadHex(string hex)
    {
        var even = hex.Length % 2 == 1 ? "0" + hex : hex;
        return "89abcdefABCDEF".Contains(even[0], StringComparison.Ordinal) ? "00" + even : even;
    }

    private static string Hash(string hex) => Convert.ToHexString(SHA256.HashData(Convert.FromHexString(hex)));

    /// <summary>floor(2^bits * pi) by Machin's formula, with 64 bits to spare.</summary>
    private static BigInteger FloorOfPi(int bits)
    {
        var one = BigInteger.One << (bits + 64);
        return ((16 * ArcTangent(5, one)) - (4 * ArcTangent(239, one))) >> 64;
    }

    private static BigInteger ArcTangent(int inverse, BigInteger one)
    {
        var (sum, power) = (BigInteger.Zero, one / inverse);
        for (var term = 1; !power.IsZero; term += 2, power /= inverse * inverse)
            sum += term % 4 == 1 ? power / term : -(power / term);
        return sum;
    }
}
