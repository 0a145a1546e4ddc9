using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Stands in for Argon2id where its fifteen milliseconds are not what is tested. It counts its work.</summary>
internal sealed class FastHasher : IPasswordHasher
{
    private int hashes;
    private int checks;

    /// <summary>A beginning of hashes that were made with weaker parameters.</summary>
    public const string Weak = "weak$";

    public int Hashes => hashes;

    public int Checks => checks;

    public ValueTask<string> Hash(string password, CancellationToken ct)
    {
        var salt = Interlocked.Increment(ref hashes);
        return new($"fast${salt}${password}");
    }

    public ValueTask<PasswordCheck> Verify(string? hash, string password, CancellationToken ct)
    {
        Interlocked.Increment(ref checks);
        var matches = hash is not null && hash.Split('$', 3)[2] == password;
        return new(new PasswordCheck(matches, hash?.StartsWith(Weak, StringComparison.Ordinal) is true));
    }
}
