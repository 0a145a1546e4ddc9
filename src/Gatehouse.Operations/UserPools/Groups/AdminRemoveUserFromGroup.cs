using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Takes a person out of a group, in which they need not be.</summary>
public sealed class AdminRemoveUserFromGroup(PoolGate gate, IParts<Group> groups, IMemberships memberships) : AdminRemoveUserFromGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AdminRemoveUserFromGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;
        if (await groups.Find(found.Pool.Id, "", request.GroupName, call.Aborted) is null)
            return GroupShapes.Unknown();

        await memberships.Leave(found.Pool.Id, request.GroupName, found.User.Sub, call.Aborted);
        return Nothing.AtAll;
    }
}
