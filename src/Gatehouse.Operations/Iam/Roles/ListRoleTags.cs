using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the tags of a role.</summary>
public sealed class ListRoleTags(RoleGate roles, Markers markers) : ListRoleTagsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListRoleTagsResponse>> Run(ListRoleTagsRequest request, Call call)
    {
        if ((await roles.Find(request.RoleName, call)).Refused(out var fault, out var role)
            || markers.Cut($"ListRoleTags {role.Id}", IamTags.All(role.Tags), tag => tag.Key, request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        return new ListRoleTagsResponse { Tags = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
