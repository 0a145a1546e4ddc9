using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Takes tags from a role.</summary>
public sealed class UntagRole(RoleGate roles) : UntagRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(UntagRoleRequest request, Call call)
    {
        var fault = await roles.Retag(request.RoleName, role => IamTags.Without(role.Tags, request.TagKeys), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
