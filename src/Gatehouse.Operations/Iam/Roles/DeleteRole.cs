using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Removes a role that has no policies any more. Sessions of it may nothing from then on.</summary>
public sealed class DeleteRole(RoleGate roles) : DeleteRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteRoleRequest request, Call call)
    {
        var fault = await roles.Remove(request.RoleName, RightsRules.Keeps, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
