using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>
/// The processes of a local function: one that stands ready, and more while more are called for, each with one event at a time. One that ends
/// is followed by another; while they end before they come to anything, the next is put off longer and longer.
/// </summary>
/// <param name="start">Starts a process, and stays until it ended; gives its exit status, or null when it could not be started.</param>
/// <param name="most">No more run at a time.</param>
/// <param name="name">The function, for the log.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where it tells of ends that nobody wished.</param>
internal sealed partial class ProcessPool(Func<LocalProcess, Task<int?>> start, int most, string name, TimeProvider time, ILogger<ProcessPool> logger)
    : IDisposable
{
    /// <summary>A process has so much time until it asks for its first event, as at AWS.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);

    /// <summary>One that waited so long for an event ends, but for the last.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>No start is put off for longer.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly List<LocalProcess> all = [];
    private readonly List<TaskCompletionSource<LocalProcess?>> queue = [];
    private readonly List<Task> running = [];
    private ITimer? restart;
    private DateTimeOffset heldUntil;
    private int failures;
    private bool isOver;

    /// <summary>A process that waits for an event, when there is one; null when none begins at the time.</summary>
    public async Task<LocalProcess?> Take(CancellationToken ct)
    {
        TaskCompletionSource<LocalProcess?> turn;
        lock (gate)
        {
            // The one that worked last: others may end some time.
            if (all.FindLast(process => process is { Doing: Doing.Waiting, IsRetired: false }) is { } waiting)
                return Begin(waiting);

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            queue.Add(turn);
            Supply();
        }

        await using var leave = ct.Register(() => Leave(turn, ct));
        return await turn.Task;
    }

    /// <summary>A process asks for an event, or was not given one: whoever waits longest gets it.</summary>
    public void PutBack(LocalProcess process)
    {
        lock (gate)
        {
            if (process.IsRetired || isOver)
            {
                process.Kill();
                return;
            }

            if (process.Doing is Doing.Working)
                failures = 0;
            process.Unlimit();
            process.Doing = Doing.Waiting;
            process.Since = time.GetUtcNow();
            all.Remove(process);
            all.Add(process);
            while (queue.Count > 0)
            {
                var turn = queue[0];
                queue.RemoveAt(0);
                if (turn.TrySetResult(process))
                {
                    Begin(process);
                    return;
                }
            }
        }
    }

    /// <summary>Starts a process when there is none.</summary>
    public void StandReady()
    {
        lock (gate)
        {
            if (all.Count == 0 && !isOver)
                Add();
        }
    }

    /// <summary>Has every process followed by a new one: at once, or when it has answered.</summary>
    public void Renew()
    {
        Log.Renewed(logger, name);
        lock (gate)
        {
            (failures, heldUntil) = (0, default);
            foreach (var process in all)
                Retire(process, mayFinish: true);
        }

        StandReady();
    }

    /// <summary>Ends what has waited for long, but for the last.</summary>
    public void Trim()
    {
        lock (gate)
        {
            var oldest = time.GetUtcNow() - LongestWait;
            foreach (var process in all.FindAll(process => process.Doing is Doing.Waiting && process.Since < oldest))
            {
                if (all.Count(other => !other.IsRetired) > 1)
                    Retire(process, mayFinish: true);
            }
        }
    }

    /// <summary>Ends every process, and waits for that.</summary>
    public Task Stop()
    {
        lock (gate)
        {
            isOver = true;
            restart?.Dispose();
            foreach (var process in all)
                Retire(process, mayFinish: false);
            GiveUp();
            return Task.WhenAll(running);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Stop();

    private static LocalProcess Begin(LocalProcess process)
    {
        process.Doing = Doing.Working;
        return process;
    }

    private static void Retire(LocalProcess process, bool mayFinish)
    {
        process.IsRetired = true;
        if (!mayFinish || process.Doing is not Doing.Working)
            process.Kill();
    }

    private void Leave(TaskCompletionSource<LocalProcess?> turn, CancellationToken ct)
    {
        if (!turn.TrySetCanceled(ct))
            return;
        lock (gate)
            queue.Remove(turn);
    }

    private void GiveUp()
    {
        foreach (var turn in queue)
            turn.TrySetResult(null);
        queue.Clear();
    }

    private void Supply()
    {
        var isHeld = isOver || time.GetUtcNow() < heldUntil;
        for (var missing = queue.Count - all.Count(process => process.IsComing); missing > 0 && all.Count < most && !isHeld; missing--)
            Add();
        if (all.Count == 0)
            GiveUp();
    }

    private void Add()
    {
        var process = new LocalProcess(PutBack, time);
        process.Limit(StartLimit);
        all.Add(process);
        running.RemoveAll(life => life.IsCompleted);
        running.Add(Task.Run(() => Live(process)));
    }

    private async Task Live(LocalProcess process)
    {
        using (process)
        {
            int? status = null;
            try
            {
                status = await start(process);
            }
            finally
            {
                process.Session.End(process.Session.Current is { } current ? new Attempt.Threw(Crash(current, status)) : null);
                lock (gate)
                {
                    all.Remove(process);
                    Follow(process, status);
                }
            }
        }
    }

    // What AWS tells callers of a runtime that ended with an event.
    private static string Crash(Invocation current, int? status) =>
        $"RequestId: {current.Key} Error: Runtime exited {(status is 0 ? "without providing a reason" : $"with error: exit status {status}")}";

    // An event can end a process whenever somebody likes, and must not keep others from it: only what ends by itself puts off the next.
    private void Follow(LocalProcess process, int? status)
    {
        var pause = TimeSpan.Zero;
        if (process is { IsRetired: false, Doing: not Doing.Working })
        {
            pause = TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(failures++, 10))));
            if (process.Doing is Doing.Starting)
                heldUntil = time.GetUtcNow() + pause;
        }

        // Told before anybody who waits for it hears that it will not come.
        if (!process.IsRetired)
            Log.Ended(logger, name, Why(process, status), pause.TotalSeconds);
        Supply();
        if (all.Count == 0 && !isOver)
            Next(pause);
    }

    private void Next(TimeSpan pause)
    {
        if (pause == TimeSpan.Zero)
        {
            Add();
            return;
        }

        restart ??= time.CreateTimer(_ => StandReady(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        restart.Change(pause, Timeout.InfiniteTimeSpan);
    }

    private static string Why(LocalProcess process, int? status) => (process.IsOverdue, status) switch
    {
        (true, _) => process.Doing is Doing.Starting ? "it was ended: it did not ask for an event in time" : "it was ended: its time was over",
        (_, null) => "it could not be started",
        _         => $"exit status {status}",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A process of the function {Name} ended ({Why}); the next one begins in {Seconds} s")]
        public static partial void Ended(ILogger logger, string name, string why, double seconds);

        [LoggerMessage(2, LogLevel.Information, "The function {Name} changed and begins again")]
        public static partial void Renewed(ILogger logger, string name);
    }
}
