using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Keeps a person out, and ends every session at once.</summary>
public sealed class AdminDisableUser(PoolGate gate, Administration administration) : AdminDisableUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminDisableUserResponse>> Run(AdminDisableUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return await administration.Enable(found.Pool, found.User.Sub, false, call.Aborted)
            ? new AdminDisableUserResponse()
            : Refused.As(RefusalKind.UnknownUser);
    }
}
