using System.Globalization;
using System.Text;

namespace Gatehouse.Doors;

/// <summary>Paths as they are sent and as they are meant. What two programs could read in two ways is no path here.</summary>
internal static class PathText
{
    private const string Marks = "-._~!$&'()*+,=:@/";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes percent-encoding once; null for what is not encoded as it should be, or is no UTF-8.</summary>
    /// <param name="text">Letters, digits, the marks that a path may have (RFC 3986, 3.3), and escapes; nothing else. No semicolon, from which on some servers read no further: it must be encoded.</param>
    public static string? Decode(ReadOnlySpan<char> text) => Decode(text, Marks);

    /// <summary>The same for a name or value of a query: a plus sign or a semicolon there means different things to different programs, so it must be encoded.</summary>
    public static string? DecodeQuery(ReadOnlySpan<char> text) => Decode(text, "-._~!$'()*,:@/?=");

    /// <summary>The one form in which a path is sent on: everything encoded but letters, digits, <c>-._~</c>, and the slashes between segments.</summary>
    public static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>Why a decoded path, without the slash that it begins with, is not one for all programs; null when it is.</summary>
    public static string? Broken(string path)
    {
        foreach (var c in path)
        {
            if (char.IsControl(c) || c is '\\' or '\uFFFE' or '\uFFFF')
                return "it holds a control character or a backslash";
        }

        foreach (var segment in path.Split('/'))
        {
            if (segment.Length == 0)
                return "it has an empty segment: two slashes in a row, or one at an end";

            // What Java's servers call a parameter is cut off by them.
            var bare = segment.Split(';')[0];
            if (bare.Trim('.', ' ').Length == 0)
                return "it has a segment of nothing but dots";
        }

        return IsEncodedTwice(path) ? "it holds an escape that would become a dot, slash, backslash, question mark, semicolon, percent or number sign or control character if it were decoded once more" : null;
    }

    private static bool IsEncodedTwice(string path)
    {
        for (var i = path.IndexOf('%', StringComparison.Ordinal); i >= 0; i = path.IndexOf('%', i + 1))
        {
            if (Escape(path.AsSpan(i)) is { } value && (value is <= 0x20 or 0x7F || ".%/\\?#;".Contains((char)value, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static string? Decode(ReadOnlySpan<char> text, string marks)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (Escape(text[i..]) is { } value)
            {
                bytes[length++] = value;
                i += 2;
            }
            else if (char.IsAsciiLetterOrDigit(text[i]) || marks.Contains(text[i], StringComparison.Ordinal))
            {
                bytes[length++] = (byte)text[i];
            }
            else
            {
                return null;
            }
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte? Escape(ReadOnlySpan<char> text) =>
        text.Length > 2 && text[0] == '%' && byte.TryParse(text.Slice(1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
