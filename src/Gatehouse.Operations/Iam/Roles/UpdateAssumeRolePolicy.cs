using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Says anew who may take on a role.</summary>
public sealed class UpdateAssumeRolePolicy(RoleGate roles, TrustDocuments trusts) : UpdateAssumeRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UpdateAssumeRolePolicyRequest request, Call call)
    {
        if ((await trusts.Read(request.PolicyDocument, call)).Refused(out var fault, out var trust))
            return fault;

        fault = await roles.Change(request.RoleName, (IamRole role) => role with { Trust = trust }, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
