using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the names of a role's own policies.</summary>
public sealed class ListRolePolicies(RoleGate roles, Markers markers) : ListRolePoliciesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListRolePoliciesResponse>> Run(ListRolePoliciesRequest request, Call call)
    {
        if ((await roles.Find(request.RoleName, call)).Refused(out var fault, out var role)
            || markers.Cut($"ListRolePolicies {role.Id}", role.Rights.Inline.Keys, name => name, request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        return new ListRolePoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
