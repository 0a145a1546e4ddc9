using Org.BouncyCastle.Crypto.Generators;

namespace Gatehouse.Crypto;

/// <summary>scrypt: <c>$scrypt$ln=14,r=8,p=1$salt$tag</c>, base64 without padding; at most 128 MiB, and work of N·r·p ≤ 2²⁰.</summary>
internal sealed class ScryptHash : ForeignHash
{
    private const long MaxWork = 1 << 20;

    private readonly int logN;
    private readonly int r;
    private readonly int p;
    private readonly byte[] salt;

    private ScryptHash((int LogN, int R, int P) cost, byte[] salt, byte[] tag)
        : base(tag) => ((logN, r, p), this.salt) = (cost, salt);

    /// <summary>Reads the parts between the dollar signs; null when they are anything else.</summary>
    public static ForeignHash? Read(string[] parts)
    {
        if (parts is not ["", "scrypt", var cost, var saltText, var tagText] || cost.Split(',', 4) is not [var ln, var block, var lanes])
            return null;

        var (logN, r, p) = (Number(ln, "ln="), Number(block, "r="), Number(lanes, "p="));
        if (logN is not (>= 1 and <= 20) || r is not (>= 1 and <= 32) || p is not (>= 1 and <= 64) || (1L << logN) * r * p > MaxWork)
            return null;
        // RFC 7914, section 2: N is less than 2 to the power of 16 r.
        if (logN >= 16 * r)
            return null;
        return Bytes(saltText, 1, 64) is { } salt && Bytes(tagText, 16, 64) is { } tag ? new ScryptHash((logN, r, p), salt, tag) : null;
    }

    /// <inheritdoc/>
    protected override byte[] Derive(byte[] password) => SCrypt.Generate(password, salt, 1 << logN, r, p, TagLength);
}
