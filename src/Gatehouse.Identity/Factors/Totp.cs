using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>Codes that follow the clock (RFC 6238): HMAC-SHA-1, six digits, a new one each 30 seconds, as authenticator apps have them.</summary>
public static class Totp
{
    /// <summary>How many digits a code has.</summary>
    public const int Digits = 6;

    private const long StepSeconds = 30;

    /// <summary>The time step in which a code is shown, of the present one and its neighbours; null when it is shown in none.</summary>
    /// <remarks>RFC 6238, section 5.2: one step either way for clocks that differ. All three are compared, whatever the first says.</remarks>
    public static long? Match(byte[] secret, string code, DateTimeOffset now)
    {
        if (code.Length != Digits)
            return null;

        var given = Encoding.UTF8.GetBytes(code);
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? match = null;
        for (var step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Code(secret, step))))
                match = step;
        }

        return match;
    }

    /// <summary>The code of a time step.</summary>
    public static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // What every authenticator app computes; its strength does not rest on collisions.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0x0F)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
