using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the names of a user's own policies.</summary>
public sealed class ListUserPolicies(UserGate users, Markers markers) : ListUserPoliciesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserPoliciesResponse>> Run(ListUserPoliciesRequest request, Call call)
    {
        if ((await users.Find(request.UserName, call)).Refused(out var fault, out var user)
            || markers.Cut($"ListUserPolicies {user.Id}", user.Rights.Inline.Keys, name => name, request.Marker, request.MaxItems).Refused(out fault, out var page))
            return fault;

        return new ListUserPoliciesResponse { PolicyNames = page.Items, IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
