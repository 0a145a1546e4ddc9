using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the roles and users that have a managed policy.</summary>
public sealed class ListEntitiesForPolicy(PolicyGate policies, Markers markers) : ListEntitiesForPolicyContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListEntitiesForPolicyResponse>> Run(ListEntitiesForPolicyRequest request, Call call)
    {
        if ((await policies.Find(request.PolicyArn, call)).Refused(out var fault, out _))
            return fault;

        var (filter, usage, below) = (request.EntityFilter, request.PolicyUsageFilter, request.PathPrefix ?? "/");
        var holders = from use in await policies.Uses(request.PolicyArn, call)
                      where usage is null || use.IsBound == (usage == PolicyUsageType.PermissionsBoundary)
                      where use.Holder.Path.StartsWith(below, StringComparison.Ordinal)
                      where filter is null || filter == (use.Holder is IamRole ? EntityType.Role : EntityType.User)
                      select use.Holder;
        var listing = $"ListEntitiesForPolicy {request.PolicyArn} {filter} {usage} {below}";
        return markers.Cut(listing, holders.DistinctBy(holder => holder.Id), holder => holder.Id, request.Marker, request.MaxItems).Refused(out fault, out var page) ? fault : new ListEntitiesForPolicyResponse
        {
            PolicyGroups = [],
            PolicyRoles = [.. page.Items.OfType<IamRole>().Select(role => new PolicyRole { RoleName = role.Name, RoleId = role.Id })],
            PolicyUsers = [.. page.Items.OfType<IamUser>().Select(user => new PolicyUser { UserName = user.Name, UserId = user.Id })],
            IsTruncated = page.IsTruncated,
            Marker = page.Marker,
        };
    }
}
