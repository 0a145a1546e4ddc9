using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Gatehouse.Wire.SigV4;

/// <summary>Percent-encoding as RFC 3986 has it: what is not unreserved is encoded, in upper-case hexadecimal.</summary>
internal static class UriText
{
    private const string Digits = "0123456789ABCDEF";

    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedOrSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Encodes the UTF-8 bytes of a text; slashes too, unless they are kept.</summary>
    public static string Encode(string text, bool keepSlash = false) =>
        IsPlain(text, keepSlash) ? text : Encode(Encoding.UTF8.GetBytes(text), keepSlash);

    /// <summary>Brings a text that is encoded in any way to the one strict form. A broken escape counts as plain text.</summary>
    public static string Reencode(string text, bool keepSlash = false) =>
        IsPlain(text, keepSlash) ? text : Encode(Decode(Encoding.UTF8.GetBytes(text)), keepSlash);

    /// <summary>The text behind an encoded one; null when it is no UTF-8.</summary>
    public static string? Decoded(string text)
    {
        if (!text.Contains('%', StringComparison.Ordinal))
            return text;
        var bytes = Decode(Encoding.UTF8.GetBytes(text));
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }

    private static bool IsPlain(string text, bool keepSlash) =>
        !text.AsSpan().ContainsAnyExcept(keepSlash ? UnreservedOrSlash : Unreserved);

    private static string Encode(ReadOnlySpan<byte> bytes, bool keepSlash)
    {
        var plain = keepSlash ? UnreservedOrSlash : Unreserved;
        var encoded = new StringBuilder(bytes.Length + 16);
        foreach (var b in bytes)
        {
            if (plain.Contains((char)b))
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
            var value = default(byte);
            var escaped = bytes[i] == '%' && i + 2 < bytes.Length
                && byte.TryParse(bytes.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
            bytes[length++] = escaped ? value : bytes[i];
            i += escaped ? 2 : 0;
        }

        return bytes.AsSpan(0, length);
    }
}
