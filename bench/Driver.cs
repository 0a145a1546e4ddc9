using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gatehouse.Bench;

/// <summary>What a scenario came to.</summary>
/// <param name="PerSecond">Calls done in a second.</param>
/// <param name="Alone">The time of the call in the middle when nobody else calls.</param>
/// <param name="Median">The time of the call in the middle.</param>
/// <param name="Slow">99 of 100 calls were not slower.</param>
/// <param name="ServerPerCall">Processor time of the server for one call.</param>
/// <param name="DriverShare">The share of all processors that went into driving and not into serving.</param>
public sealed record Result(double PerSecond, TimeSpan Alone, TimeSpan Median, TimeSpan Slow, TimeSpan ServerPerCall, double DriverShare);

/// <summary>All that was measured of a server.</summary>
/// <param name="Name">Which server.</param>
/// <param name="Start">From its start to its first answer; the middle of five.</param>
/// <param name="IdleMemory">Resident bytes when it does nothing.</param>
/// <param name="Results">By scenario.</param>
public sealed record Measurement(string Name, TimeSpan Start, long IdleMemory, IReadOnlyDictionary<Scenario, Result> Results);

/// <summary>Callers in a closed loop: each begins its next call when the last one is answered.</summary>
public static class Driver
{
    private const int Callers = 16;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    /// <summary>Warms up, then measures.</summary>
    public static async Task<Result> Run(Server server, People people, Scenario scenario)
    {
        var call = await scenario.Prepare(server, people);
        await Console.Error.WriteLineAsync($"{server.Name}: {scenario.Name} …");
        var number = 0;
        await Loop(Next, WarmUp, Callers);
        var alone = await Loop(Next, WarmUp, callers: 1);
        var (serverBefore, driverBefore, watch) = (server.Processor, Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var times = await Loop(Next, Time, Callers);
        var elapsed = watch.Elapsed;
        return new Result(
            times.Count / elapsed.TotalSeconds,
            alone[alone.Count / 2],
            times[times.Count / 2],
            times[(int)(times.Count * 0.99)],
            (server.Processor - serverBefore) / times.Count,
            (Environment.CpuUsage.TotalTime - driverBefore) / (elapsed * Environment.ProcessorCount));

        Task Next() => call(Interlocked.Increment(ref number));
    }

    /// <summary>Has so many callers call for a while.</summary>
    /// <returns>The times of all calls, sorted.</returns>
    public static async Task<List<TimeSpan>> Loop(Func<Task> call, TimeSpan time, int callers)
    {
        var (all, clock) = (new ConcurrentBag<List<TimeSpan>>(), Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var mine = new List<TimeSpan>();
            while (clock.Elapsed < time)
            {
                var began = clock.Elapsed;
                await call();
                mine.Add(clock.Elapsed - began);
            }

            all.Add(mine);
        })));
        return [.. all.SelectMany(mine => mine).Order()];
    }
}
