using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the groups a person is in by name.</summary>
public sealed class AdminListGroupsForUser(PoolGate gate, IMemberships memberships, PageTokens pages) : AdminListGroupsForUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminListGroupsForUserResponse>> Run(AdminListGroupsForUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.Username, call)).Refused(out var fault, out var found))
            return fault;

        var listing = $"AdminListGroupsForUser {found.Pool.Id} {found.User.Sub}";
        if (!pages.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        // Nobody is in more groups than are read at once.
        var size = GroupShapes.PageSize(request.Limit);
        var rest = (await memberships.Of(found.Pool.Id, found.User.Sub, call.Aborted))
            .Where(group => after is null || string.CompareOrdinal(group.Name, after) > 0)
            .ToList();
        return new AdminListGroupsForUserResponse
        {
            Groups = [.. rest.Take(size).Select(GroupShapes.Write)],
            NextToken = pages.Seal(listing, rest.Count > size ? rest[size - 1].Name : null),
        };
    }
}
