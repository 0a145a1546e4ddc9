using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the managed policies that a role has.</summary>
public sealed class ListAttachedRolePolicies(RoleGate roles, Markers markers) : ListAttachedRolePoliciesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListAttachedRolePoliciesResponse>> Run(ListAttachedRolePoliciesRequest request, Call call)
    {
        if ((await roles.Find(request.RoleName, call)).Refused(out var fault, out var role))
            return fault;

        var below = request.PathPrefix ?? "/";
        var attached = role.Rights.Attached.Where(arn => IamShapes.PathOf(arn).StartsWith(below, StringComparison.Ordinal));
        return markers.Cut($"ListAttachedRolePolicies {role.Id} {below}", attached, arn => arn, request.Marker, request.MaxItems).Refused(out fault, out var page)
            ? fault
            : new ListAttachedRolePoliciesResponse { AttachedPolicies = [.. page.Items.Select(IamShapes.Attached)], IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
