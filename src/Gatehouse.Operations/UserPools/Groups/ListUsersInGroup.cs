using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the people in a group, page by page.</summary>
public sealed class ListUsersInGroup(PoolGate gate, IParts<Group> groups, IMemberships memberships, PageTokens pages) : ListUsersInGroupContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUsersInGroupResponse>> Run(ListUsersInGroupRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (await groups.Find(pool.Id, "", request.GroupName, call.Aborted) is not { } group)
            return GroupShapes.Unknown();

        var listing = $"ListUsersInGroup {pool.Id} {group.Id}";
        if (!pages.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var page = await memberships.Members(group, after, GroupShapes.PageSize(request.Limit), call.Aborted);
        return new ListUsersInGroupResponse
        {
            Users = [.. page.Items.Select(user => Shapes.Write(user, Shapes.Write(user)))],
            NextToken = pages.Seal(listing, page.Next),
        };
    }
}
