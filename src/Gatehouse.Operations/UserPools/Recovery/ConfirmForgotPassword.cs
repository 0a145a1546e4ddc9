using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sets a new password for whoever has the recovery code.</summary>
public sealed class ConfirmForgotPassword(ClientGate gate, RecoveredPasswords recovered, Watch watch) : ConfirmForgotPasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ConfirmForgotPasswordResponse>> Run(ConfirmForgotPasswordRequest request, Call call)
    {
        if ((await gate.Admit(request.ClientId, request.SecretHash, request.Username, call)).Refused(out var fault, out var admitted))
            return fault;

        var caller = admitted.With(request.ClientMetadata);
        var set = await recovered.Complete(
            caller, request.Username, request.ConfirmationCode, request.Password, call.Aborted);
        var note = new AuthNote(
            admitted.Pool, request.Username, AuthEventKind.ForgotPassword, AuthEventResult.Passed, Origins.Of(call, admitted.Client, request.UserContextData))
        {
            IsCompromised = caller.Findings.IsPasswordCompromised,
            Proofs = [new(ProofKind.Code, !set.Refused(out var refusal, out _) || refusal.IsOfFunction)],
        };
        if (refusal is null || refusal.IsOfFunction)
        {
            watch.Note(note);
            return refusal is null ? new ConfirmForgotPasswordResponse() : Refused.As(refusal);
        }

        if (refusal.Kind is RefusalKind.CodeMismatch or RefusalKind.CodeExpired or RefusalKind.CodeDead)
            watch.Note(note with { Result = AuthEventResult.Failed });
        return refusal.Kind is RefusalKind.UnknownUser ? UserNotFound("Username/client id combination not found.") : Refused.As(refusal);
    }
}
