using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Deletes a person with everything that is known of them.</summary>
public sealed class AdminDeleteUser(PoolGate gate, IUsers users) : AdminDeleteUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AdminDeleteUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        return await users.Remove(found.Pool.Id, found.User.Sub, call.Aborted) ? Nothing.AtAll : Refused.As(RefusalKind.UnknownUser);
    }
}
