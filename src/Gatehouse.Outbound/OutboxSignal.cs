using Gatehouse.Identity;

namespace Gatehouse.Outbound;

/// <summary>Wakes the dispatcher of this process when a message was stored.</summary>
internal sealed class OutboxSignal : IOutboxSignal
{
    private TaskCompletionSource next = New();

    /// <summary>Ends with the next <see cref="Stored"/>. Take it before looking for messages, then none is missed.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <inheritdoc/>
    public void Stored() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
