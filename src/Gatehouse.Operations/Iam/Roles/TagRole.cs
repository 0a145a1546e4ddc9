using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Tags a role.</summary>
public sealed class TagRole(RoleGate roles) : TagRoleContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(TagRoleRequest request, Call call)
    {
        var fault = await roles.Retag(request.RoleName, role => IamTags.Add(role.Tags, request.Tags), call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
