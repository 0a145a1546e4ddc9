namespace Gatehouse.Identity;

/// <summary>How often something was done of late, and until when it may not be done.</summary>
/// <param name="Count">How often.</param>
/// <param name="Until">Locked until then; or the end of the window that is counted.</param>
/// <param name="Last">When it was counted last.</param>
public sealed record Tally(int Count, DateTimeOffset Until, DateTimeOffset Last)
{
    /// <summary>Nothing counted.</summary>
    public static readonly Tally None = new(0, default, default);

    /// <summary>From when on the tally says nothing any more.</summary>
    public DateTimeOffset ForgetAfter => (Until > Last ? Until : Last) + Lockout.Quiet;
}

/// <summary>Slows down guessing of passwords: after five failures a lock of one second that doubles, to about fifteen minutes.</summary>
/// <remarks>Amazon Cognito developer guide, "Lockout behavior for failed sign-in attempts". Tries inside a lock are refused whether
/// right or wrong, and do not make it longer.</remarks>
public static class Lockout
{
    /// <summary>Failures without a lock.</summary>
    public const int Free = 5;

    /// <summary>The longest lock.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>After so long without a failure everything is forgotten.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    /// <summary>Whether a try is refused now.</summary>
    public static bool IsLocked(Tally? tally, DateTimeOffset now) => tally is { Count: >= Free } && now < tally.Until;

    /// <summary>Counts a failure; refuses to count inside a lock.</summary>
    /// <returns>The outcome is true when the try lay inside a lock.</returns>
    public static (Tally Next, bool Locked) Failed(Tally tally, DateTimeOffset now)
    {
        if (IsLocked(tally, now))
            return (tally, true);

        var quietSince = tally.Until > tally.Last ? tally.Until : tally.Last;
        var count = now >= quietSince + Quiet ? 1 : tally.Count + 1;
        var until = count < Free ? default : now + LockAfter(count);
        return (new Tally(count, until, now), false);
    }

    /// <summary>A success wipes the slate, unless it came inside a lock.</summary>
    /// <returns>The outcome is true when the try lay inside a lock.</returns>
    public static (Tally Next, bool Locked) Succeeded(Tally tally, DateTimeOffset now) =>
        IsLocked(tally, now) ? (tally, true) : (Tally.None, false);

    private static TimeSpan LockAfter(int failures)
    {
        var seconds = Math.Pow(2, Math.Min(failures - Free, 10));
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
