using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Crypto;

/// <summary>
/// PBKDF2 with HMAC-SHA-256, at most 2,000,000 iterations: <c>$pbkdf2-sha256$i=600000$salt$tag</c>, the same without <c>i=</c> and with
/// <c>.</c> for <c>+</c> (passlib), or <c>pbkdf2_sha256$600000$salt$tag</c> with the salt as it is (Django).
/// </summary>
internal sealed class Pbkdf2Hash : ForeignHash
{
    private const long MaxIterations = 2_000_000;
    private const int BlockBytes = 32;

    private readonly int iterations;
    private readonly byte[] salt;

    private Pbkdf2Hash(int iterations, byte[] salt, byte[] tag)
        : base(tag) => (this.iterations, this.salt) = (iterations, salt);

    /// <summary>Reads the parts between the dollar signs; null when they are anything else.</summary>
    public static ForeignHash? Read(string[] parts) => parts switch
    {
        ["", "pbkdf2-sha256", ['i', '=', .. var i], var salt, var tag] => Of(i, Bytes(salt, 1, 64), tag),
        ["", "pbkdf2-sha256", var i, var salt, var tag] => Of(i, Bytes(salt.Replace('.', '+'), 1, 64), tag.Replace('.', '+')),
        ["pbkdf2_sha256", var i, { Length: >= 1 and <= 64 } salt, var tag] => Of(i, Encoding.UTF8.GetBytes(salt), tag),
        _ => null,
    };

    /// <inheritdoc/>
    protected override byte[] Derive(byte[] password) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, TagLength);

    private static Pbkdf2Hash? Of(string iterationsText, byte[]? salt, string tagText)
    {
        if (Number(iterationsText) is not (>= 1 and var iterations) || salt is null || Bytes(tagText, 16, 64) is not { } tag)
            return null;

        var blocks = (tag.Length + BlockBytes - 1) / BlockBytes;
        return (long)iterations * blocks <= MaxIterations ? new Pbkdf2Hash(iterations, salt, tag) : null;
    }
}
