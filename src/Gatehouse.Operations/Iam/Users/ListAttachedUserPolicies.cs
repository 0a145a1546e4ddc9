using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the managed policies that a user has.</summary>
public sealed class ListAttachedUserPolicies(UserGate users, Markers markers) : ListAttachedUserPoliciesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListAttachedUserPoliciesResponse>> Run(ListAttachedUserPoliciesRequest request, Call call)
    {
        if ((await users.Find(request.UserName, call)).Refused(out var fault, out var user))
            return fault;

        var below = request.PathPrefix ?? "/";
        var attached = user.Rights.Attached.Where(arn => IamShapes.PathOf(arn).StartsWith(below, StringComparison.Ordinal));
        return markers.Cut($"ListAttachedUserPolicies {user.Id} {below}", attached, arn => arn, request.Marker, request.MaxItems).Refused(out fault, out var page)
            ? fault
            : new ListAttachedUserPoliciesResponse { AttachedPolicies = [.. page.Items.Select(IamShapes.Attached)], IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
