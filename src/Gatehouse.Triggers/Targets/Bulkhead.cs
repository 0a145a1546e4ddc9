namespace Gatehouse.Triggers;

/// <summary>Lets so many calls of a function run at a time, and so many more wait. One that nobody waits for any more keeps its place until it ends.</summary>
internal sealed class Bulkhead(int atOnce) : IDisposable
{
    // Who comes later would only wait for the end of its time.
    private const int WaitingForEach = 10;

    private readonly SemaphoreSlim places = new(atOnce);
    private int waiting;

    /// <summary>Runs a call when there is a place for it; null when too many wait already.</summary>
    public async Task<T?> Run<T>(Func<Task<T>> call, CancellationToken ct)
        where T : class
    {
        try
        {
            if (Interlocked.Increment(ref waiting) > atOnce * WaitingForEach)
                return null;
            await places.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        var running = Held(call);
        return await running.WaitAsync(ct);
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<T> Held<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        finally
        {
            places.Release();
        }
    }
}
