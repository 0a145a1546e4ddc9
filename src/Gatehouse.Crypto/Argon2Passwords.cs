using System.Security.Cryptography;
using System.Text;
using Gatehouse.Identity;
using NSec.Cryptography;

namespace Gatehouse.Crypto;

/// <summary>Argon2id by libsodium with m = 19,456 KiB, t = 2, p = 1 (OWASP's first choice): about 15 ms of one processor each.</summary>
/// <remarks>
/// Passwords go in as UTF-8, neither cut nor normalised. At most as many run at once as there are processors, and 1,000 wait.
/// Hashes that other systems made are verified by their own functions, and are outdated whatever they cost: until the first sign-in
/// replaces one, a wrong password for that person takes as long as its function, and not as long as for somebody who is not there.
/// </remarks>
public sealed class Argon2Passwords : IPasswordHasher, IDisposable
{
    private const int MemoryKiB = 19_456;
    private const int Passes = 2;
    private const int SaltBytes = 16;
    private const int TagBytes = 32;
    private const int Queue = 1_000;

    private static readonly PhcHash Nobody = new(MemoryKiB, Passes, new byte[SaltBytes], new byte[TagBytes]);

    private readonly Lanes lanes = new("password", Environment.ProcessorCount, Queue);

    /// <inheritdoc/>
    /// <exception cref="OverloadedException">1,000 others wait already.</exception>
    public async ValueTask<string> Hash(string password, CancellationToken ct)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var tag = await lanes.Run(() => Derive(password, MemoryKiB, Passes, salt, TagBytes), ct);
        return new PhcHash(MemoryKiB, Passes, salt, tag).ToString();
    }

    /// <inheritdoc/>
    /// <exception cref="OverloadedException">1,000 others wait already.</exception>
    public async ValueTask<PasswordCheck> Verify(string? hash, string password, CancellationToken ct)
    {
        var known = hash is null ? null : PhcHash.Parse(hash);
        if (hash is not null && known is null && ForeignHash.Parse(hash) is { } foreign)
            return new(await lanes.Run(() => foreign.Matches(password), ct), Outdated: true);

        var against = known ?? Nobody;
        var tag = await lanes.Run(() => Derive(password, against.MemoryKiB, against.Passes, against.Salt, against.Tag.Length), ct);
        var matches = CryptographicOperations.FixedTimeEquals(tag, against.Tag) && known is not null;
        return new(matches, known is { MemoryKiB: < MemoryKiB } or { Passes: < Passes } or { Tag.Length: < TagBytes });
    }

    /// <summary>Takes no more work.</summary>
    public void Dispose() => lanes.Dispose();

    private static byte[] Derive(string password, int memoryKiB, int passes, byte[] salt, int length)
    {
        var parameters = new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memoryKiB, NumberOfPasses = passes };
        var text = Encoding.UTF8.GetBytes(password);
        try
        {
            return PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(text, salt, length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }
}
