using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the instance profiles of a role: it has none, as there are no machines here to have one. Tools ask before they delete a role.</summary>
public sealed class ListInstanceProfilesForRole(RoleGate roles) : ListInstanceProfilesForRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListInstanceProfilesForRoleResponse>> Run(ListInstanceProfilesForRoleRequest request, Call call)
    {
        return (await roles.Find(request.RoleName, call)).Refused(out var fault, out _)
            ? fault
            : new ListInstanceProfilesForRoleResponse { InstanceProfiles = [], IsTruncated = false };
    }
}
