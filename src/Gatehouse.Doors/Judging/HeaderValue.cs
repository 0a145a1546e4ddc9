using System.Text;

namespace Gatehouse.Doors;

/// <summary>Makes texts fit for headers.</summary>
internal static class HeaderValue
{
    /// <summary>A text with everything percent-encoded that is not printable ASCII, and percent signs too, so that it can be decoded.</summary>
    public static string Encode(string text)
    {
        if (text.All(IsPlain))
            return text;

        var encoded = new StringBuilder(text.Length + 32);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)b))
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(Convert.ToHexString([b]));
        }

        return encoded.ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' and not '%';
}
