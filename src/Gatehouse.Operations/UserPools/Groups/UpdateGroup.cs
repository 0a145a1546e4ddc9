using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Changes what it is given of a group, and leaves the rest as it is.</summary>
public sealed class UpdateGroup(PoolGate gate, Groups groups) : UpdateGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateGroupResponse>> Run(UpdateGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var settings = new GroupSettings(request.Description, request.RoleArn, request.Precedence);
        return await groups.Change(pool.Id, request.GroupName, settings, call.Aborted) is { } group
            ? new UpdateGroupResponse { Group = GroupShapes.Write(group) }
            : GroupShapes.Unknown();
    }
}
