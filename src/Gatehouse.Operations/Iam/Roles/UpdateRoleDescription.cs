using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Changes what people say of a role.</summary>
public sealed class UpdateRoleDescription(RoleGate roles, TrustDocuments trusts, IamShapes shapes) : UpdateRoleDescriptionContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateRoleDescriptionResponse>> Run(UpdateRoleDescriptionRequest request, Call call)
    {
        if (await roles.Change(request.RoleName, (IamRole role) => role with { Description = request.Description }, call) is { } refused)
            return refused;

        return (await roles.Find(request.RoleName, call)).Refused(out var fault, out var changed)
            ? fault
            : new UpdateRoleDescriptionResponse { Role = shapes.Write(await trusts.Show(changed, call)) };
    }
}
