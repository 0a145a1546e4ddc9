using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The bearer replaces the password they know by another.</summary>
public sealed class ChangePassword(TokenGate gate, PasswordChanges passwords) : ChangePasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ChangePasswordResponse>> Run(ChangePasswordRequest request, Call call)
    {
        if ((await gate.Admit(request.AccessToken, call)).Refused(out var fault, out var bearer))
            return fault;

        var changed = await passwords.Change(bearer, request.PreviousPassword, request.ProposedPassword, call.Aborted);
        return changed.Refused(out var refusal, out _) ? Refused.As(refusal) : new ChangePasswordResponse();
    }
}
