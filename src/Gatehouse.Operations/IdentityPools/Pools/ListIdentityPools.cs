using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Lists the pools of the signature's region, in order of their ids.</summary>
public sealed class ListIdentityPools(IIdentityPools pools, PageTokens tokens) : ListIdentityPoolsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListIdentityPoolsResponse>> Run(ListIdentityPoolsInput request, Call call)
    {
        // Ids start with their region, so a region is a stretch of the list. This sorts just before its first id.
        var region = call.SignedRegion is { } signed ? signed + ":" : "";
        var listing = $"ListIdentityPools {region}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await pools.List(cursor ?? region, request.MaxResults!.Value, call.Aborted);
        var ours = page.Items.TakeWhile(pool => pool.Id.StartsWith(region, StringComparison.Ordinal)).ToList();
        return new ListIdentityPoolsResponse
        {
            IdentityPools = [.. ours.Select(pool => new IdentityPoolShortDescription { IdentityPoolId = pool.Id, IdentityPoolName = pool.Name })],
            NextToken = ours.Count == page.Items.Count ? tokens.Seal(listing, page.Next) : null,
        };
    }
}
