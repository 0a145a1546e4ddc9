using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sets a new password for whoever has the recovery code.</summary>
public sealed class ConfirmForgotPassword(ClientGate gate, Recoveries recoveries) : ConfirmForgotPasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ConfirmForgotPasswordResponse>> Run(ConfirmForgotPasswordRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var set = await recoveries.Complete(
            admitted.Pool, request.Username, request.ConfirmationCode, request.Password, admitted.Client.HidesUnknownUsers, call.Aborted);
        if (!set.Refused(out var refusal, out _))
            return new ConfirmForgotPasswordResponse();

        return refusal.Kind is RefusalKind.UnknownUser ? UserNotFound("Username/client id combination not found.") : Refused.As(refusal);
    }
}
