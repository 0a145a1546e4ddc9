namespace Gatehouse.Identity;

/// <summary>Wakes whoever runs imports on this node when one was started here.</summary>
public sealed class ImportSignal
{
    private TaskCompletionSource next = New();

    /// <summary>Ends with the next <see cref="Raise"/>. Take it before looking for imports, then none is missed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>An import was started.</summary>
    public void Raise() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
