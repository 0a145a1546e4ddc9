using Gatehouse.Identity;

namespace Gatehouse.Outbound;

/// <summary>Wakes the dispatcher of this process when a message was stored.</summary>
internal sealed class OutboxSignal : IOutboxSignal
{
    private readonly TaskCompletionSource[] next = [.. Enum.GetValues<Way>().Select(_ => New())];

    /// <summary>Ends with the next <see cref="Stored"/> of a way. Take it before looking for messages, then none is missed.</summary>
    public Task Next(Way way) => Volatile.Read(ref next[(int)way]).Task;

    /// <inheritdoc/>
    public void Stored(Way way) => Interlocked.Exchange(ref next[(int)way], New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
