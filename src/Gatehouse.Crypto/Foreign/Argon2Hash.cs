using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gatehouse.Crypto;

/// <summary>
/// Argon2id as others make it: <c>$argon2id$v=19$m=65536,t=3,p=4$salt$tag</c>, with up to 16 lanes, 128 MiB, and m·t ≤ 384 Ki.
/// </summary>
/// <remarks>Ours have one lane and a salt of 16 bytes; those are for libsodium, which knows no others.</remarks>
internal sealed class Argon2Hash : ForeignHash
{
    private const int MaxMemoryKiB = 128 * 1024;
    private const long MaxWork = 384 * 1024;

    private readonly int memoryKiB;
    private readonly int passes;
    private readonly int lanes;
    private readonly byte[] salt;

    private Argon2Hash((int MemoryKiB, int Passes, int Lanes) cost, byte[] salt, byte[] tag)
        : base(tag) => ((memoryKiB, passes, lanes), this.salt) = (cost, salt);

    /// <summary>Reads the parts between the dollar signs; null when they are anything else.</summary>
    public static ForeignHash? Read(string[] parts)
    {
        if (parts is not ["", "argon2id", "v=19", var cost, var saltText, var tagText] || cost.Split(',', 4) is not [var m, var t, var p])
            return null;

        var (memoryKiB, passes, lanes) = (Number(m, "m="), Number(t, "t="), Number(p, "p="));
        if (lanes is not (>= 1 and <= 16) || memoryKiB < 8 * lanes || memoryKiB > MaxMemoryKiB || passes < 1 || (long)memoryKiB * passes > MaxWork)
            return null;
        return Bytes(saltText, 8, 64) is { } salt && Bytes(tagText, 16, 64) is { } tag ? new Argon2Hash((memoryKiB, passes, lanes), salt, tag) : null;
    }

    /// <inheritdoc/>
    protected override byte[] Derive(byte[] password)
    {
        var generator = new Argon2BytesGenerator();
        generator.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id)
            .WithVersion(Argon2Parameters.Version13)
            .WithMemoryAsKB(memoryKiB)
            .WithIterations(passes)
            .WithParallelism(lanes)
            .WithSalt(salt)
            .Build());
        var derived = new byte[TagLength];
        generator.GenerateBytes(password, derived);
        return derived;
    }
}
