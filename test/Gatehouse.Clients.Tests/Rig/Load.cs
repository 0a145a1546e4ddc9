using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>How one call under load ended.</summary>
/// <param name="Started">Since the load began.</param>
/// <param name="Ended">Since the load began.</param>
/// <param name="Answer">What came back; null when the connection broke.</param>
public sealed record LoadedCall(TimeSpan Started, TimeSpan Ended, Answer? Answer)
{
    /// <summary>How long it took.</summary>
    public TimeSpan Took => Ended - Started;
}

/// <summary>Callers that call one after the other until they are told to end.</summary>
public sealed class Load
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly ConcurrentQueue<LoadedCall> calls = new();
    private readonly Task callers;
    private volatile bool ending;

    /// <summary>Begins.</summary>
    /// <param name="callers">How many call at once.</param>
    /// <param name="call">One call; it is given a number of its own.</param>
    public Load(int callers, Func<int, Task<Answer>> call)
    {
        var number = 0;
        this.callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (!ending)
                await Note(call, Interlocked.Increment(ref number));
        })));
    }

    /// <summary>The calls that ended.</summary>
    public IReadOnlyCollection<LoadedCall> Calls => calls;

    /// <summary>How long it has run.</summary>
    public TimeSpan Elapsed => watch.Elapsed;

    /// <summary>Lets the last calls end.</summary>
    public Task End()
    {
        ending = true;
        return callers;
    }

    /// <summary>The time within which a share of some calls ended.</summary>
    public static TimeSpan Percentile(IEnumerable<TimeSpan> times, double share)
    {
        var ordered = times.Order().ToList();
        return ordered[Math.Min(ordered.Count - 1, (int)(ordered.Count * share))];
    }

    private async Task Note(Func<int, Task<Answer>> call, int number)
    {
        var started = watch.Elapsed;
        Answer? answer = null;
        try
        {
            answer = await call(number);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
        {
            // What a caller sees of a server that is gone.
        }

        calls.Enqueue(new LoadedCall(started, watch.Elapsed, answer));
    }
}
