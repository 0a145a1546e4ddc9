using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Crypto;

/// <summary>
/// A key by which codes are sealed for a function: 32 bytes that it shares with us, or the public half of an RSA key of its own. What is
/// sealed is a JSON Web Encryption in its compact form, as any JOSE library opens it.
/// </summary>
/// <remarks>RFC 7516 (section 7.1); RFC 7518: <c>dir</c> (4.5) or <c>RSA-OAEP-256</c> (4.3), and <c>A256GCM</c> (5.3).</remarks>
public sealed class SenderKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int SmallestRsa = 2048;
    private const int LargestRsa = 8192;

    private readonly byte[]? shared;
    private readonly RSAParameters? owner;

    private SenderKey(byte[]? shared, RSAParameters? owner) => (this.shared, this.owner) = (shared, owner);

    /// <summary>
    /// Reads a key: 32 bytes in base64 or base64url, or a public RSA key of 2,048 to 8,192 bits as PEM. Null when the text is neither.
    /// </summary>
    public static SenderKey? Parse(string text) => text.Contains("-----BEGIN", StringComparison.Ordinal) ? OfOwner(text) : OfShared(text.Trim());

    /// <summary>Seals a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What the holder knows the key by; it is written beside what is sealed.</param>
    public string Seal(string text, string name)
    {
        var key = shared ?? RandomNumberGenerator.GetBytes(KeyBytes);
        var header = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(
            new { alg = shared is null ? "RSA-OAEP-256" : "dir", enc = "A256GCM", kid = name }));
        var (clear, nonce) = (Encoding.UTF8.GetBytes(text), RandomNumberGenerator.GetBytes(NonceBytes));
        var (hidden, tag) = (new byte[clear.Length], new byte[TagBytes]);
        using (var cipher = new AesGcm(key, TagBytes))
            cipher.Encrypt(nonce, clear, hidden, tag, Encoding.ASCII.GetBytes(header));

        return string.Join('.', header, Base64Url.EncodeToString(ForOwner(key)), Base64Url.EncodeToString(nonce), Base64Url.EncodeToString(hidden), Base64Url.EncodeToString(tag));
    }

    private byte[] ForOwner(byte[] key)
    {
        if (owner is not { } numbers)
            return [];

        using var rsa = RSA.Create(numbers);
        return rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
    }

    private static SenderKey? OfShared(string text)
    {
        var bytes = new byte[text.Length];
        var standard = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        return Convert.TryFromBase64String(standard + new string('=', (4 - standard.Length % 4) % 4), bytes, out var length) && length == KeyBytes
            ? new(bytes[..length], null)
            : null;
    }

    // A private key that got here by mistake is not taken: it belongs to the function alone.
    private static SenderKey? OfOwner(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return null;

        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(pem);
            return rsa.KeySize is >= SmallestRsa and <= LargestRsa ? new(null, rsa.ExportParameters(includePrivateParameters: false)) : null;
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
