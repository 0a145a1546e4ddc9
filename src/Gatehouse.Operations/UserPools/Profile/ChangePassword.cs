using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The bearer replaces the password they know by another.</summary>
public sealed class ChangePassword(TokenGate gate, PasswordChanges passwords, Watch watch) : ChangePasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ChangePasswordResponse>> Run(ChangePasswordRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var caller = bearer.With(null);
        var changed = await passwords.Change(caller, bearer, request.PreviousPassword, request.ProposedPassword, call.Aborted);
        var isRefused = changed.Refused(out var refusal, out _);
        if (!isRefused || refusal!.Kind is RefusalKind.WrongPassword or RefusalKind.Locked or RefusalKind.PasswordCompromised)
        {
            var result = isRefused ? AuthEventResult.Failed : AuthEventResult.Passed;
            watch.Note(new(bearer.Pool, bearer.User.Sub, AuthEventKind.PasswordChange, result, Origins.Of(call))
            {
                Proofs = [new(ProofKind.Password, refusal is null or { Kind: RefusalKind.PasswordCompromised })],
                IsCompromised = caller.Findings.IsPasswordCompromised,
            });
        }

        return refusal is null ? new ChangePasswordResponse() : Refused.As(refusal);
    }
}
