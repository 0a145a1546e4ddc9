using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows one group.</summary>
public sealed class GetGroup(PoolGate gate, IParts<Group> groups) : GetGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetGroupResponse>> Run(GetGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await groups.Find(pool.Id, "", request.GroupName, call.Aborted) is { } group
            ? new GetGroupResponse { Group = GroupShapes.Write(group) }
            : GroupShapes.Unknown();
    }
}
