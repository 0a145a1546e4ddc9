using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>Percent-encoding as RFC 3986 has it: what is not unreserved is encoded, in upper-case hexadecimal.</summary>
internal static class UriText
{
    private const string Digits = "0123456789ABCDEF";

    /// <summary>Encodes the UTF-8 bytes of a text; slashes too, unless they are kept.</summary>
    public static string Encode(string text, bool keepSlash = false) => Encode(Encoding.UTF8.GetBytes(text), keepSlash);

    /// <summary>Brings a text that is encoded in any way to the one strict form. A broken escape counts as plain text.</summary>
    public static string Reencode(string text) => Encode(Decode(Encoding.UTF8.GetBytes(text)), keepSlash: false);

    private static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash)
    {
        var encoded = new StringBuilder(bytes.Length + 16);
        foreach (var b in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' || (keepSlash && b == '/'))
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(Digits[b >> 4]).Append(Digits[b & 15]);
        }

        return encoded.ToString();
    }

    private static ReadOnlySpan<byte> Decode(byte[] bytes)
    {
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var escaped = bytes[i] == '%' && i + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = escaped ? Convert.FromHexString(bytes.AsSpan(i + 1, 2))[0] : bytes[i];
            i += escaped ? 2 : 0;
        }

        return bytes.AsSpan(0, length);
    }
}
