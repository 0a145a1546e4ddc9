using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// A password hash as another system made it. What parses asks for a bounded amount of work, about a second of one processor at most:
/// nobody who brings hashes can make sign-ins stall.
/// </summary>
/// <param name="tag">What the function gave for the right password.</param>
internal abstract class ForeignHash(byte[] tag)
{
    /// <summary>No text is longer.</summary>
    private const int MaxLength = 256;

    /// <summary>How long the tag is, in bytes.</summary>
    protected int TagLength => tag.Length;

    /// <summary>Reads a text of any kind; null when it is none, is not exact, or asks for too much.</summary>
    public static ForeignHash? Parse(string text) =>
        Parse(HashKind.Bcrypt, text) ?? Parse(HashKind.Scrypt, text) ?? Parse(HashKind.Argon2id, text) ?? Parse(HashKind.Pbkdf2Sha256, text);

    /// <summary>Reads a text of one kind.</summary>
    public static ForeignHash? Parse(HashKind kind, string text) => text.Length > MaxLength ? null : kind switch
    {
        HashKind.Bcrypt => BcryptHash.Read(text),
        HashKind.Scrypt => ScryptHash.Read(text.Split('$', 6)),
        HashKind.Argon2id => Argon2Hash.Read(text.Split('$', 7)),
        HashKind.Pbkdf2Sha256 => Pbkdf2Hash.Read(text.Split('$', 6)),
        _ => null,
    };

    /// <summary>Whether a password is the right one; it takes as long when it is not.</summary>
    public bool Matches(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return CryptographicOperations.FixedTimeEquals(Derive(bytes), tag);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Runs the function: as many bytes as the tag has.</summary>
    protected abstract byte[] Derive(byte[] password);

    /// <summary>A number without sign or leading zeros after its name, as <c>ln=14</c>; 0 for anything else.</summary>
    protected static int Number(string text, string name = "") =>
        text.StartsWith(name, StringComparison.Ordinal) && text.Length > name.Length && text[name.Length] != '0'
        && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    /// <summary>Base64 with or without its padding, or null; of at most so many bytes, and not fewer than that.</summary>
    protected static byte[]? Bytes(string text, int least, int most)
    {
        var buffer = new byte[most + 3];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return !text.AsSpan().ContainsAny(" \t\r\n") && Convert.TryFromBase64String(padded, buffer, out var length) && length >= least && length <= most
            ? buffer[..length]
            : null;
    }
}

/// <summary>Knows which hashes of others can be verified.</summary>
internal sealed class ForeignHashes : IForeignHashes
{
    /// <inheritdoc/>
    public bool Takes(HashKind kind, string hash) => ForeignHash.Parse(kind, hash) is not null;
}
