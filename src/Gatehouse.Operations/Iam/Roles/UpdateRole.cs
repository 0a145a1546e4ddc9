using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Changes what people say of a role, and how long its sessions may last.</summary>
public sealed class UpdateRole(RoleGate roles) : UpdateRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateRoleResponse>> Run(UpdateRoleRequest request, Call call)
    {
        var fault = await roles.Change(request.RoleName, (IamRole role) => role with
        {
            Description = request.Description ?? role.Description,
            LongestSession = request.MaxSessionDuration is { } seconds ? TimeSpan.FromSeconds(seconds) : role.LongestSession,
        }, call);
        return fault is null ? new UpdateRoleResponse() : fault;
    }
}
