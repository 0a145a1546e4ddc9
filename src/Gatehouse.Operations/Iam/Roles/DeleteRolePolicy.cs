using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes a policy of its own from a role.</summary>
public sealed class DeleteRolePolicy(RoleGate roles) : DeleteRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteRolePolicyRequest request, Call call)
    {
        var fault = await roles.Change(request.RoleName, role => RightsRules.OfRoles.Remove(role, request.PolicyName), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
