namespace Gatehouse.Storage.Sqlite;

/// <summary>A writing job in the queue, with the caller who waits for it.</summary>
internal abstract class WriteJob(CancellationToken ct)
{
    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsGivenUp => ct.IsCancellationRequested;

    /// <summary>The token that gives it up.</summary>
    protected CancellationToken Ct => ct;

    /// <summary>Does the work; SQLite is synchronous, so it is over when this returns.</summary>
    public abstract void Run(Transaction tx);

    /// <summary>Answers the caller: the work is on disk.</summary>
    public abstract void Answer();

    /// <summary>Answers the caller: nothing of the work is stored.</summary>
    public abstract void Fail(Exception reason);

    /// <summary>Answers the caller who gave up.</summary>
    public abstract void GiveUp();
}

/// <inheritdoc/>
internal sealed class WriteJob<T>(Func<Transaction, Task<T>> work, CancellationToken ct) : WriteJob(ct)
{
    private readonly TaskCompletionSource<T> caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    /// <summary>What the caller waits for.</summary>
    public Task<T> Result => caller.Task;

    /// <inheritdoc/>
    public override void Run(Transaction tx) => result = work(tx).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Answer() => caller.TrySetResult(result!);

    /// <inheritdoc/>
    public override void Fail(Exception reason) => caller.TrySetException(reason);

    /// <inheritdoc/>
    public override void GiveUp() => caller.TrySetCanceled(Ct);
}
