using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Gives a role a managed policy.</summary>
public sealed class AttachRolePolicy(RoleGate roles, ManagedPolicies policies) : AttachRolePolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AttachRolePolicyRequest request, Call call)
    {
        if (await policies.Find(request.PolicyArn, call.Aborted) is null)
            return NoSuchEntity($"Policy {request.PolicyArn} does not exist or is not attachable.");
        if (await roles.Change(request.RoleName, role => RightsRules.OfRoles.Attach(role, request.PolicyArn), call) is { } fault)
            return fault;
        if (await policies.Find(request.PolicyArn, call.Aborted) is not null)
            return Nothing.AtAll;

        // It was deleted in this very moment.
        await roles.Change(request.RoleName, role => role.Rights.Detach(request.PolicyArn), call);
        return NoSuchEntity($"Policy {request.PolicyArn} does not exist or is not attachable.");
    }
}
