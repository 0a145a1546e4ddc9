using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes a managed policy from a role.</summary>
public sealed class DetachRolePolicy(RoleGate roles) : DetachRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DetachRolePolicyRequest request, Call call)
    {
        var fault = await roles.Change(request.RoleName, role => RightsRules.Detach(role, request.PolicyArn), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
