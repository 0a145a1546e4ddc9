namespace Gatehouse.Identity;

/// <summary>How often something was done of late, and until when it may not be done.</summary>
/// <param name="Count">How often.</param>
/// <param name="Until">Locked until then; or the end of the window that is counted.</param>
/// <param name="Last">When it was counted last.</param>
public sealed record Tally(int Count, DateTimeOffset Until, DateTimeOffset Last)
{
    /// <summary>Nothing counted.</summary>
    public static readonly Tally None = new(0, default, default);

    /// <summary>How long it is remembered while nothing more is counted.</summary>
    public TimeSpan Quiet { get; init; } = Lockout.OfPasswords.Quiet;

    /// <summary>From when on the tally says nothing any more.</summary>
    public DateTimeOffset ForgetAfter => (Until > Last ? Until : Last) + Quiet;
}

/// <summary>Slows down guessing: after some failures a lock of one second that doubles with each more, up to a longest.</summary>
/// <remarks>Amazon Cognito developer guide, "Lockout behavior for failed sign-in attempts". Tries inside a lock are refused whether
/// right or wrong, and do not make it longer.</remarks>
/// <param name="Name">Under which name it counts.</param>
/// <param name="Free">Failures without a lock.</param>
/// <param name="Longest">The longest lock.</param>
/// <param name="Quiet">After so long without a failure everything is forgotten.</param>
public sealed record Lockout(string Name, int Free, TimeSpan Longest, TimeSpan Quiet)
{
    /// <summary>For passwords.</summary>
    public static readonly Lockout OfPasswords = new("lock", 5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    /// <summary>For codes that sign in without a password: strangers may try them, and lock nobody's second factor by it.</summary>
    public static readonly Lockout OfCodes = new("code-lock", 5, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    /// <summary>
    /// For second factors, which have a million values and not endless ones: whoever knows the password gets some twenty guesses a day, and
    /// cannot wait for the count to be forgotten.
    /// </summary>
    public static readonly Lockout OfFactors = new("factor-lock", 5, TimeSpan.FromHours(1), TimeSpan.FromDays(1));

    /// <summary>Whether a try is refused now.</summary>
    public bool IsLocked(Tally? tally, DateTimeOffset now) => tally is not null && tally.Count >= Free && now < tally.Until;

    /// <summary>Counts a failure; refuses to count inside a lock.</summary>
    /// <returns>The outcome is true when the try lay inside a lock.</returns>
    public (Tally Next, bool Locked) Failed(Tally tally, DateTimeOffset now)
    {
        if (IsLocked(tally, now))
            return (tally, true);

        var quietSince = tally.Until > tally.Last ? tally.Until : tally.Last;
        var count = now >= quietSince + Quiet ? 1 : tally.Count + 1;
        var until = count < Free ? default : now + LockAfter(count);
        return (new Tally(count, until, now) { Quiet = Quiet }, false);
    }

    /// <summary>A success wipes the slate, unless it came inside a lock.</summary>
    /// <returns>The outcome is true when the try lay inside a lock.</returns>
    public (Tally Next, bool Locked) Succeeded(Tally tally, DateTimeOffset now) =>
        IsLocked(tally, now) ? (tally, true) : (Tally.None, false);

    private TimeSpan LockAfter(int failures)
    {
        var seconds = Math.Pow(2, Math.Min(failures - Free, 20));
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }
}

/// <summary>So many times an hour, and no more.</summary>
public static class HourlyBudget
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Takes one from the budget.</summary>
    /// <returns>The outcome is false when the budget is used up; then nothing is counted.</returns>
    public static (Tally Next, bool Allowed) Take(Tally tally, int budget, DateTimeOffset now)
    {
        if (now >= tally.Until)
            return (new Tally(1, now + Window, now), true);
        return tally.Count >= budget ? (tally, false) : (tally with { Count = tally.Count + 1, Last = now }, true);
    }
}
