using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the groups of a pool by name.</summary>
public sealed class ListGroups(PoolGate gate, IParts<Group> groups, PageTokens pages) : ListGroupsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListGroupsResponse>> Run(ListGroupsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var listing = $"ListGroups {pool.Id}";
        if (!pages.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var page = await groups.List(pool.Id, "", after, GroupShapes.PageSize(request.Limit), call.Aborted);
        return new ListGroupsResponse { Groups = [.. page.Items.Select(GroupShapes.Write)], NextToken = pages.Seal(listing, page.Next) };
    }
}
