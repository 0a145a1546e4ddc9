using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>What a process does.</summary>
internal enum Doing
{
    /// <summary>It starts, and did not ask for an event yet.</summary>
    Starting,

    /// <summary>It waits for an event.</summary>
    Waiting,

    /// <summary>It has an event, or answered one and did not ask for the next yet.</summary>
    Working,
}

/// <summary>One process of a local function.</summary>
internal sealed class LocalProcess : IDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly ITimer limit;
    private readonly TaskCompletionSource killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="asks">Called whenever it asks for an event.</param>
    /// <param name="time">What its limits are measured by.</param>
    public LocalProcess(Action<LocalProcess> asks, TimeProvider time)
    {
        Session = new(() => asks(this), Kill);
        limit = time.CreateTimer(_ => TimeIsOver(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What passes between it and the Runtime API.</summary>
    public RuntimeSession Session { get; }

    /// <summary>What it does. Whoever keeps the processes sets it.</summary>
    public Doing Doing { get; set; } = Doing.Starting;

    /// <summary>Since when it does so.</summary>
    public DateTimeOffset Since { get; set; }

    /// <summary>It is to end, and nothing is wrong with it.</summary>
    public bool IsRetired { get; set; }

    /// <summary>It was ended because its time was over.</summary>
    public bool IsOverdue { get; private set; }

    /// <summary>It will ask for the next event soon.</summary>
    public bool IsComing => !IsRetired && (Doing is Doing.Starting || (Doing is Doing.Working && Session.HasAnswered));

    /// <summary>Ends it when it is still at it by then.</summary>
    public void Limit(TimeSpan left) => limit.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);

    /// <summary>It may take as long as it likes.</summary>
    public void Unlimit() => limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Done when it is to end at once.</summary>
    public Task Killed => killed.Task;

    /// <summary>Starts it, and stays until it ended and said its last words.</summary>
    /// <returns>Its exit status; null when it could not be started, and <paramref name="output"/> was told why.</returns>
    public async Task<int?> Run(ProcessStartInfo start, FunctionOutput output)
    {
        if (Killed.IsCompleted)
            return 0;
        try
        {
            using var process = Process.Start(start)!;
            var words = Task.WhenAll(
                output.Read(process.StandardOutput.BaseStream, LogLevel.Information), output.Read(process.StandardError.BaseStream, LogLevel.Warning));
            var exit = process.WaitForExitAsync(CancellationToken.None);
            if (await Task.WhenAny(exit, Killed) != exit)
                await End(process, exit);

            // Whatever it started may hold its output open.
            await Task.WhenAny(words, Task.Delay(LastWords, CancellationToken.None));
            return process.ExitCode;
        }
        catch (Win32Exception failure)
        {
            output.Say(failure.Message);
            return null;
        }
    }

    /// <summary>Ends it, and whatever it started. Does not wait for that.</summary>
    public void Kill() => killed.TrySetResult();

    /// <inheritdoc/>
    public void Dispose() => limit.Dispose();

    // The leash does it. What .NET does for a whole tree leaves processes stopped for good when this one is killed meanwhile.
    private static async Task End(Process process, Task exit)
    {
        process.StandardInput.Close();
        if (Launch.HasLeash && await Task.WhenAny(exit, Task.Delay(LastWords, CancellationToken.None)) == exit)
            return;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one it started, ended meanwhile.
        }

        await exit;
    }

    private void TimeIsOver()
    {
        IsOverdue = true;
        Session.End(Attempt.TimedOut);
        Kill();
    }
}
