using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Signs a person out everywhere, on an administrator's word.</summary>
public sealed class AdminUserGlobalSignOut(PoolGate gate, Administration administration) : AdminUserGlobalSignOutContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminUserGlobalSignOutResponse>> Run(AdminUserGlobalSignOutRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return await administration.SignOut(found.Pool, found.User.Sub, call.Aborted)
            ? new AdminUserGlobalSignOutResponse()
            : Refused.As(RefusalKind.UnknownUser);
    }
}
