using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Gives a role a policy of its own, or replaces it.</summary>
public sealed class PutRolePolicy(RoleGate roles) : PutRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(PutRolePolicyRequest request, Call call)
    {
        var fault = await roles.Change(request.RoleName, role => RightsRules.OfRoles.Put(role, request.PolicyName, request.PolicyDocument), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
