using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sets a person's password: to stay, or for the next sign-in only.</summary>
public sealed class AdminSetUserPassword(PoolGate gate, PasswordChanges passwords) : AdminSetUserPasswordContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminSetUserPasswordResponse>> Run(AdminSetUserPasswordRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var set = await passwords.Set(new(pool, null), request.Username, request.Password, request.Permanent is true, call.Aborted);
        return set.Refused(out var refusal, out _) ? Refused.As(refusal) : new AdminSetUserPasswordResponse();
    }
}
