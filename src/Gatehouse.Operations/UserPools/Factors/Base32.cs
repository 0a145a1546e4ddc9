using System.Text;

namespace Gatehouse.Operations.UserPools;

/// <summary>Bytes in the letters that authenticator apps read (RFC 4648, section 6), without padding.</summary>
public static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The text for bytes: eight letters for five bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 + 4) / 5);
        var (pending, bits) = (0, 0);
        foreach (var next in bytes)
        {
            (pending, bits) = (((pending << 8) | next) & 0x0FFF, bits + 8);
            for (; bits >= 5; bits -= 5)
                text.Append(Alphabet[(pending >> (bits - 5)) & 31]);
        }

        if (bits > 0)
            text.Append(Alphabet[(pending << (5 - bits)) & 31]);
        return text.ToString();
    }
}
