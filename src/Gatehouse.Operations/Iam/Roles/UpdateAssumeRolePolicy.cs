using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Says anew who may take on a role.</summary>
public sealed class UpdateAssumeRolePolicy(RoleGate roles) : UpdateAssumeRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UpdateAssumeRolePolicyRequest request, Call call)
    {
        if (TrustRules.Broken(request.PolicyDocument) is { } malformed)
            return malformed;

        var fault = await roles.Change(request.RoleName, (IamRole role) => role with { Trust = request.PolicyDocument }, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
