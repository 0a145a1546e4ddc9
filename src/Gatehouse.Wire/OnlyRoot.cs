using Gatehouse.Access;

namespace Gatehouse.Wire;

/// <summary>Where nothing says what others may do, they may nothing.</summary>
internal sealed class OnlyRoot : IPermits
{
    /// <inheritdoc/>
    public ValueTask<Fault?> Refuse(Operation operation, object request, Call call) => ValueTask.FromResult(
        call.Caller is Root { Session: null }
            ? null
            : new Fault("AccessDeniedException", $"User: {call.Caller} is not authorized to perform: {operation.Service}:{operation.Name}"));
}
