using System.Collections.Concurrent;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>Threads of their own for work that fills a processor for milliseconds, so that cheap requests never wait behind it.</summary>
internal sealed class Lanes : IDisposable
{
    private readonly BlockingCollection<Action> waiting;

    /// <param name="name">What the threads are called in a dump.</param>
    /// <param name="count">How many pieces of work run at once.</param>
    /// <param name="queue">How many may wait; one more is refused.</param>
    /// <param name="priority">Honoured where the operating system does.</param>
    public Lanes(string name, int count, int queue, ThreadPriority priority = ThreadPriority.BelowNormal)
    {
        waiting = new(queue);
        for (var lane = 0; lane < count; lane++)
            new Thread(Work) { IsBackground = true, Name = $"{name} {lane}", Priority = priority }.Start();
    }

    /// <summary>Runs the work on a lane. Cancelling gives up the place in the queue; begun work is finished.</summary>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    public Task<T> Run<T>(Func<T> work, CancellationToken ct)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!waiting.TryAdd(() => Finish(result, work, ct), 0, CancellationToken.None))
            return Task.FromException<T>(new OverloadedException("Too many requests wait for the processor."));
        return result.Task;
    }

    /// <summary>Takes no more work; what waits is still done.</summary>
    public void Dispose() => waiting.CompleteAdding();

    private static void Finish<T>(TaskCompletionSource<T> result, Func<T> work, CancellationToken ct)
    {
        if (ct.IsCancellationRequested)
        {
            result.SetCanceled(ct);
            return;
        }

        try
        {
            result.SetResult(work());
        }
        catch (Exception failure)
        {
            result.SetException(failure);
        }
    }

    private void Work()
    {
        foreach (var piece in waiting.GetConsumingEnumerable())
            piece();
    }
}
