using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Triggers;

/// <summary>One process as the Runtime API knows it: it asks for an event, answers it, and asks for the next. Safe for many threads.</summary>
/// <param name="asks">Called whenever it asks for an event.</param>
/// <param name="left">Called when it does not wait for the event any more that it asked for.</param>
internal sealed class RuntimeSession(Action asks, Action left)
{
    private static readonly Attempt Gone = new Attempt.Failed("ServiceException", "its process went away", MayPass: true);

    private readonly Lock gate = new();
    private TaskCompletionSource<Invocation>? asking;
    private TaskCompletionSource<Attempt>? answering;
    private Attempt? over;

    /// <summary>The event it has; null while it has none that is not answered.</summary>
    public Invocation? Current { get; private set; }

    /// <summary>It answered, and did not ask for the next event yet.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>The process asks for an event.</summary>
    /// <param name="given">The event, some time.</param>
    /// <returns>False when it has one to answer, or asks already.</returns>
    public bool Ask([NotNullWhen(true)] out Task<Invocation>? given)
    {
        given = null;
        TaskCompletionSource<Invocation> mine;
        lock (gate)
        {
            if (asking is not null || Current is not null || over is not null)
                return false;
            HasAnswered = false;
            asking = mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        asks();
        given = mine.Task;
        return true;
    }

    /// <summary>Gives an event to a process that asks for one.</summary>
    /// <returns>How it ends, some time.</returns>
    public Task<Attempt> Give(Invocation invocation)
    {
        lock (gate)
        {
            if (over is not null || asking is null)
                return Task.FromResult(over ?? Gone);

            answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Current = invocation;
            asking.SetResult(invocation);
            asking = null;
            return answering.Task;
        }
    }

    /// <summary>The process says how an event ended.</summary>
    /// <param name="id">The event.</param>
    /// <param name="attempt">How.</param>
    /// <returns>False when it is not the one it has.</returns>
    public bool Answer(string id, Attempt attempt)
    {
        lock (gate)
        {
            if (Current?.Key != id)
                return false;

            Current = null;
            HasAnswered = true;
            return answering!.TrySetResult(attempt);
        }
    }

    /// <summary>The process does not wait any more, or did not get what it was given.</summary>
    public void Leave()
    {
        End();
        left();
    }

    /// <summary>Nothing more comes from the process.</summary>
    /// <param name="attempt">How the event ended that it has; null when it never got it.</param>
    public void End(Attempt? attempt = null)
    {
        lock (gate)
        {
            over ??= attempt ?? Gone;
            Current = null;
            asking?.TrySetCanceled();
            answering?.TrySetResult(over);
        }
    }
}
