using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a policy of a role's own.</summary>
public sealed class GetRolePolicy(RoleGate roles) : GetRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetRolePolicyResponse>> Run(GetRolePolicyRequest request, Call call)
    {
        if ((await roles.Find(request.RoleName, call)).Refused(out var fault, out var role) || RightsRules.OfRoles.Get(role, request.PolicyName).Refused(out fault, out var document))
            return fault;

        return new GetRolePolicyResponse { RoleName = role.Name, PolicyName = request.PolicyName, PolicyDocument = Documents.Encoded(document) };
    }
}
