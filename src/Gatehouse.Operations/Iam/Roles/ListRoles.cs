using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists roles by name.</summary>
public sealed class ListRoles(RoleGate roles, TrustDocuments trusts, IamShapes shapes, Markers markers) : ListRolesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListRolesResponse>> Run(ListRolesRequest request, Call call)
    {
        var below = request.PathPrefix ?? "/";
        if (markers.Cut($"ListRoles {below}", await roles.All(below, call), role => role.Key, request.Marker, request.MaxItems).Refused(out var fault, out var page))
            return fault;

        var shown = await trusts.Show(page.Items, call);
        return new ListRolesResponse { Roles = [.. shown.Select(role => shapes.Write(role, isListed: true))], IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
