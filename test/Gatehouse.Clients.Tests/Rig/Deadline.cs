using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>Waits for something that happens in another process, and not for longer than it may take.</summary>
public static class Deadline
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until there is an answer.</summary>
    /// <exception cref="TimeoutException">There was none in time; the message says what was waited for.</exception>
    public static async Task<T> Find<T>(string what, TimeSpan limit, Func<Task<T?>> ask)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var pace = new PeriodicTimer(Pace);
        while (true)
        {
            if (await ask() is { } answer)
                return answer;
            if (watch.Elapsed > limit)
                throw new TimeoutException($"{what}: not within {limit.TotalSeconds:0.#} s");
            await pace.WaitForNextTickAsync();
        }
    }

    /// <summary>Asks until it holds, and returns how long that took.</summary>
    public static async Task<TimeSpan> Until(string what, TimeSpan limit, Func<Task<bool>> holds)
    {
        var watch = Stopwatch.StartNew();
        await Find(what, limit, async () => await holds() ? what : null);
        return watch.Elapsed;
    }
}
