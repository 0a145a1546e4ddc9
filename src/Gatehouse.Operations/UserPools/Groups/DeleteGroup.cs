using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Removes a group, whoever is in it.</summary>
public sealed class DeleteGroup(PoolGate gate, Groups groups) : DeleteGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await groups.Remove(pool.Id, request.GroupName, call.Aborted) ? Nothing.AtAll : GroupShapes.Unknown();
    }
}
