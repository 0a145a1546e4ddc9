using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a role.</summary>
public sealed class GetRole(RoleGate roles, TrustDocuments trusts, IamShapes shapes) : GetRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetRoleResponse>> Run(GetRoleRequest request, Call call)
    {
        return (await roles.Find(request.RoleName, call)).Refused(out var fault, out var role)
            ? fault
            : new GetRoleResponse { Role = shapes.Write(await trusts.Show(role, call)) };
    }
}
