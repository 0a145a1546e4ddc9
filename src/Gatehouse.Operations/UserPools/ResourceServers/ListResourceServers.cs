using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the resource servers of a pool in order of their identifiers.</summary>
public sealed class ListResourceServers(PoolGate gate, ResourceServers servers, PageTokens tokens) : ListResourceServersContract
{
    private const int Most = 50;

    /// <inheritdoc/>
    public override async ValueTask<Reply<ListResourceServersResponse>> Run(ListResourceServersRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var listing = $"ListResourceServers {pool.Id}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await servers.List(pool, cursor, request.MaxResults ?? Most, call.Aborted);
        return new ListResourceServersResponse
        {
            ResourceServers = [.. page.Items.Select(ResourceServerShapes.Write)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }
}
