namespace Gatehouse;

/// <summary>Says what the signers of calls may do.</summary>
public interface IPermits
{
    /// <summary>Judges a call.</summary>
    /// <param name="operation">The operation that is called.</param>
    /// <param name="request">The request, read and checked.</param>
    /// <param name="call">The call, with its <see cref="Call.Caller"/>.</param>
    /// <returns>Why the call may not be made, as <c>AccessDeniedException</c>; null when it may.</returns>
    ValueTask<Fault?> Refuse(Operation operation, object request, Call call);
}
