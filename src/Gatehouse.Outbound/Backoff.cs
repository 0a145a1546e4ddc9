using Gatehouse.Identity;

namespace Gatehouse.Outbound;

/// <summary>When to try again what failed: 2 s, 4 s, 8 s … 15 min, each shortened by chance so that a recovered server is not stormed.</summary>
internal sealed class Backoff(IRandom random)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>The wait after a failure.</summary>
    /// <param name="failures">How often it failed, this time included; at least 1.</param>
    /// <returns>Between a half and the whole of 2 to the power of <paramref name="failures"/> seconds, at most 15 minutes.</returns>
    public TimeSpan After(int failures)
    {
        var whole = Math.Min(Longest.TotalMilliseconds, 1000 * Math.Pow(2, Math.Clamp(failures, 1, 20)));
        return TimeSpan.FromMilliseconds(whole - random.Below((int)(whole / 2) + 1));
    }
}
