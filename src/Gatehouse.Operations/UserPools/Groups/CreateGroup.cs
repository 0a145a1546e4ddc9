using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Makes a group, in which nobody is yet.</summary>
public sealed class CreateGroup(PoolGate gate, Groups groups) : CreateGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateGroupResponse>> Run(CreateGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var settings = new GroupSettings(request.Description, request.RoleArn, request.Precedence);
        var made = await groups.Create(pool.Id, request.GroupName, settings, call.Aborted);
        if (!made.Refused(out var refusal, out var group))
            return new CreateGroupResponse { Group = GroupShapes.Write(group) };

        return refusal.Kind switch
        {
            RefusalKind.GroupExists => GroupExists("A group with the name already exists"),
            RefusalKind.TooManyGroups => LimitExceeded($"The number of groups in a user pool cannot exceed {Group.MaxPerPool}."),
            _ => ResourceNotFound($"User pool {pool.Id} does not exist."),
        };
    }
}
