namespace Gatehouse.Identity;

/// <summary>How often the refresh token of a session was exchanged for the next, and when lately.</summary>
/// <param name="Generation">The number of the newest token; the first is 0.</param>
/// <param name="Recent">When the latest exchanges were, oldest first.</param>
public sealed record Rotation(int Generation, IReadOnlyList<DateTimeOffset> Recent)
{
    // Who exchanges more often than this within a minute is not a client that lost an answer.
    private const int Remembered = 16;

    /// <summary>Nothing was exchanged yet.</summary>
    public static readonly Rotation None = new(0, []);

    /// <summary>
    /// Whether a token still works: the newest does, and for a time of grace those it came after. Without grace no other does, though it was
    /// sent before the exchange that came first: of many at once, or by the clocks of two machines, that can be.
    /// </summary>
    public bool Accepts(int generation, DateTimeOffset now, TimeSpan grace)
    {
        var back = Generation - generation;
        return back == 0 || (back > 0 && grace > TimeSpan.Zero && back <= Recent.Count && now < Recent[^back] + grace);
    }

    /// <summary>After one exchange more.</summary>
    public Rotation Next(DateTimeOffset now) => new(Generation + 1, [.. Recent.Append(now).TakeLast(Remembered)]);
}
