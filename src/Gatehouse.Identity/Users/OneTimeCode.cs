using System.Security.Cryptography;

namespace Gatehouse.Identity;

/// <summary>What came of trying a code.</summary>
public enum CodeCheck
{
    /// <summary>It was right, and is spent now.</summary>
    Accepted,

    /// <summary>It was wrong; the guess was counted.</summary>
    Mismatch,

    /// <summary>There is none, or its time is over.</summary>
    Expired,

    /// <summary>It was guessed at too often; it is dead.</summary>
    TooManyAttempts,

    /// <summary>The person is not in a state that waits for this code.</summary>
    NotAwaited,
}

/// <summary>A code sent to a person to prove that an address is theirs: it expires, and it tires of being guessed.</summary>
/// <param name="Mac">A keyed hash of the code, bound to person and purpose: the code itself is not kept.</param>
/// <param name="Expires">When it stops working.</param>
/// <param name="Attribute">The attribute whose address it was sent to.</param>
public sealed record OneTimeCode(byte[] Mac, DateTimeOffset Expires, string Attribute)
{
    /// <summary>Wrong guesses until the code dies: a chance of 5 in 1,000,000.</summary>
    public const int MaxFailures = 5;

    /// <summary>How long a sign-up or attribute code works.</summary>
    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>How long a recovery code works.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long a code for a purpose works.</summary>
    public static TimeSpan LifetimeOf(CodePurpose purpose) => purpose is CodePurpose.Recovery ? Hour : Day;

    /// <summary>The application whose link it stands in; null for a code that is typed, which stands in no link of ours.</summary>
    public string? LinkOf { get; init; }

    /// <summary>Wrong guesses so far.</summary>
    public int Failures { get; init; }

    /// <summary>Judges a guess; the caller keeps the code that comes back (null: spent).</summary>
    public (CodeCheck Check, OneTimeCode? Left) Try(ReadOnlySpan<byte> guessMac, DateTimeOffset now)
    {
        if (now >= Expires)
            return (CodeCheck.Expired, this);
        if (Failures >= MaxFailures)
            return (CodeCheck.TooManyAttempts, this);
        return CryptographicOperations.FixedTimeEquals(guessMac, Mac)
            ? (CodeCheck.Accepted, null)
            : (CodeCheck.Mismatch, this with { Failures = Failures + 1 });
    }
}
