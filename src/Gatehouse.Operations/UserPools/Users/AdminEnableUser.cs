using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lets a disabled person in again.</summary>
public sealed class AdminEnableUser(PoolGate gate, Administration administration) : AdminEnableUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminEnableUserResponse>> Run(AdminEnableUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return await administration.Enable(found.Pool, found.User.Sub, true, call.Aborted)
            ? new AdminEnableUserResponse()
            : Refused.As(RefusalKind.UnknownUser);
    }
}
