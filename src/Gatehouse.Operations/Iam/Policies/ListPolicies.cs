using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists managed policies by name.</summary>
public sealed class ListPolicies(PolicyGate policies, IamShapes shapes, Markers markers) : ListPoliciesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListPoliciesResponse>> Run(ListPoliciesRequest request, Call call)
    {
        var (scope, below) = (request.Scope ?? PolicyScopeType.All_, request.PathPrefix ?? "/");
        var uses = (await policies.Uses(null, call))
            .Where(use => request.PolicyUsageFilter is null || use.IsBound == (request.PolicyUsageFilter == PolicyUsageType.PermissionsBoundary))
            .ToLookup(use => use.Arn);
        var all = from policy in await policies.All(scope != PolicyScopeType.AWS, scope != PolicyScopeType.Local, call)
                  where policy.Path.StartsWith(below, StringComparison.Ordinal)
                  where (request.OnlyAttached is not true && request.PolicyUsageFilter is null) || uses.Contains(shapes.ArnOf(policy))
                  select policy;
        var listing = $"ListPolicies {scope} {request.OnlyAttached} {request.PolicyUsageFilter} {below}";
        return markers.Cut(listing, all, policy => $"{policy.Key} {policy.Id}", request.Marker, request.MaxItems).Refused(out var fault, out var page) ? fault : new ListPoliciesResponse
        {
            Policies = [.. page.Items.Select(policy => shapes.Write(policy, PolicyUse.Count(uses[shapes.ArnOf(policy)]), isListed: true))],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
