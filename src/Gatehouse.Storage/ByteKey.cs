using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Storage;

/// <summary>
/// Text that people choose, as bytes of an index: both engines compare bytes the same way, whatever their collations, take every
/// character, and have a bound on the length of what they index.
/// </summary>
internal static class ByteKey
{
    /// <summary>PostgreSQL's B-tree takes about 2,700 bytes for a whole key.</summary>
    private const int MaxBytes = 1000;

    /// <summary>No byte of UTF-8 is as great as this one.</summary>
    private const byte Last = 0xFF;

    /// <summary>A key that is equal for equal texts only: the text itself, or a digest where it is long.</summary>
    public static byte[] Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= MaxBytes ? bytes : [Last, .. SHA256.HashData(bytes)];
    }

    /// <summary>A key in the order of the texts, of which a beginning can be asked for; texts are told apart by their first 1,000 bytes.</summary>
    public static byte[] Beginning(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length <= MaxBytes ? bytes : bytes[..MaxBytes];
    }

    /// <summary>The least key that is greater than every key that begins with this one.</summary>
    public static byte[] After(byte[] beginning) => [.. beginning, Last];
}
