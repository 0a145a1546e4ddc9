using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Crypto;

/// <summary>The 32 random bytes that lie outside the store and without which nothing sealed in it opens.</summary>
/// <remarks>
/// Written as base64 or as 64 hexadecimal digits. A passphrase is refused: whoever gets hold of the store could guess at it at leisure.
/// </remarks>
public sealed class MasterKey
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;

    private MasterKey(byte[] key) => this.key = key;

    /// <summary>Reads the key from text, as a setting or an environment variable holds it; surrounding white space is ignored.</summary>
    /// <exception cref="MasterKeyException">The text is not 32 bytes in base64 or hexadecimal.</exception>
    public static MasterKey Parse(string text)
    {
        var trimmed = text.Trim();
        var bytes = new byte[KeyBytes + 1];
        if (trimmed.Length == KeyBytes * 2 && trimmed.All(char.IsAsciiHexDigit))
            return new(Convert.FromHexString(trimmed));
        if (Convert.TryFromBase64String(trimmed, bytes, out var length) && length == KeyBytes)
            return new(bytes[..KeyBytes]);
        throw new MasterKeyException(
            "The master key must be 32 random bytes in base64 or hexadecimal, as `openssl rand -base64 32` makes them.");
    }

    /// <summary>A new random key.</summary>
    public static MasterKey New() => new(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The key as base64, to be kept where only its owner reads it.</summary>
    public string Export() => Convert.ToBase64String(key);

    /// <summary>Does not show the key.</summary>
    public override string ToString() => nameof(MasterKey);

    /// <summary>Seals bytes with AES-256-GCM under a key of their own that follows from the label: nonce, ciphertext, tag.</summary>
    internal byte[] Seal(string label, ReadOnlySpan<byte> secret)
    {
        var box = new byte[NonceBytes + secret.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = Cipher(label);
        aes.Encrypt(box.AsSpan(0, NonceBytes), secret, box.AsSpan(NonceBytes, secret.Length), box.AsSpan(^TagBytes..));
        return box;
    }

    /// <summary>Opens what <see cref="Seal"/> made with the same label.</summary>
    /// <exception cref="MasterKeyException">Another key sealed it, or it was changed.</exception>
    internal byte[] Open(string label, ReadOnlySpan<byte> box)
    {
        var secret = new byte[Math.Max(0, box.Length - NonceBytes - TagBytes)];
        try
        {
            using var aes = Cipher(label);
            aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], secret);
            return secret;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
            throw new MasterKeyException("The master key does not open this store: give the key the store was made with.");
        }
    }

    private AesGcm Cipher(string label) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, salt: [], info: Encoding.UTF8.GetBytes(label)), TagBytes);
}
