using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the people of a pool, page by page, narrowed by one attribute.</summary>
public sealed class ListUsers(PoolGate gate, IUsers users, PageTokens pages) : ListUsersContract
{
    private const int MostOnAPage = 60;

    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUsersResponse>> Run(ListUsersRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (UserFilterSyntax.Read(request.Filter).Refused(out fault, out var filter))
            return fault;
        if (request.AttributesToGet?.FirstOrDefault(name => name != IdentityShapes.Attribute && pool.Schema.Find(name) is null) is { } unknown)
            return InvalidParameter($"Attribute {unknown} does not exist in the schema.");

        var listing = $"ListUsers/{pool.Id}/{request.Filter}";
        if (!pages.TryOpen(listing, request.PaginationToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var limit = request.Limit is > 0 and var wanted ? (int)wanted : MostOnAPage;
        var page = await users.List(pool, filter.Value, after, limit, call.Aborted);
        return new ListUsersResponse
        {
            Users = [.. page.Items.Select(user => Shapes.Write(user, Chosen(user, request.AttributesToGet)))],
            PaginationToken = pages.Seal(listing, page.Next),
        };
    }

    private static IReadOnlyList<AttributeType> Chosen(User user, IReadOnlyList<string>? names) =>
        names is null ? Shapes.Write(user) : [.. Shapes.Write(user).Where(attribute => names.Contains(attribute.Name))];
}
