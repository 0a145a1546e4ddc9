using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Ends a sign-up on an administrator's word. No address is proven by it.</summary>
public sealed class AdminConfirmSignUp(PoolGate gate, Confirmations confirmations) : AdminConfirmSignUpContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminConfirmSignUpResponse>> Run(AdminConfirmSignUpRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var caller = new Caller(pool, null) { Metadata = request.ClientMetadata };
        var confirmed = await confirmations.ConfirmByAdmin(caller, request.Username, call.Aborted);
        return confirmed.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminConfirmSignUpResponse();
    }
}
