using System.Formats.Cbor;

namespace Gatehouse.Crypto;

/// <summary>
/// Judges the numbers of an RSA key, which the framework takes as they come: with some of them anybody could sign, and with others one
/// signature would cost as much as a thousand.
/// </summary>
internal static class PasskeyKey
{
    private const int RsaType = 3;
    private const int TypeLabel = 1;
    private const int ModulusLabel = -1;
    private const int ExponentLabel = -2;
    private const int FewestBits = 2_048;
    private const int MostBits = 4_096;
    private const int LongestExponent = sizeof(uint);

    /// <summary>Whether a key can be trusted with signatures. Only RSA keys are judged: of elliptic ones the framework proves the point.</summary>
    /// <param name="cose">The key in COSE form (RFC 9052, RFC 8230), as the framework has read it before.</param>
    public static bool IsFit(byte[] cose)
    {
        if (Read(cose) is not var (type, modulus, exponent))
            return false;
        if (type != RsaType)
            return true;

        var bits = modulus.Length == 0 ? 0 : (modulus.Length * 8) - byte.LeadingZeroCount(modulus[0]);
        return bits is >= FewestBits and <= MostBits && IsOdd(modulus) && exponent.Length is > 0 and <= LongestExponent && IsOdd(exponent) && exponent is not [1];
    }

    private static (long Type, byte[] Modulus, byte[] Exponent)? Read(byte[] cose)
    {
        try
        {
            return ReadMap(new CborReader(cose, CborConformanceMode.Strict));
        }
        catch (Exception e) when (e is CborContentException or InvalidOperationException or OverflowException)
        {
            // Whatever the framework made of it, it is no key of the form that the standard has.
            return null;
        }
    }

    private static (long Type, byte[] Modulus, byte[] Exponent) ReadMap(CborReader reader)
    {
        var (type, modulus, exponent) = (0L, Array.Empty<byte>(), Array.Empty<byte>());
        reader.ReadStartMap();
        while (reader.PeekState() is not CborReaderState.EndMap)
        {
            switch (reader.ReadInt64())
            {
                case TypeLabel:
                    type = reader.ReadInt64();
                    break;
                case ModulusLabel when type == RsaType:
                    modulus = reader.ReadByteString();
                    break;
                case ExponentLabel when type == RsaType:
                    exponent = reader.ReadByteString();
                    break;
                default:
                    reader.SkipValue();
                    break;
            }
        }

        return (type, Trimmed(modulus), Trimmed(exponent));
    }

    private static byte[] Trimmed(byte[] number) => [.. number.SkipWhile(digit => digit == 0)];

    private static bool IsOdd(byte[] number) => (number[^1] & 1) == 1;
}
