using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the pools of the signature's region, in order of their ids.</summary>
public sealed class ListUserPools(IPools pools, PageTokens tokens) : ListUserPoolsContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListUserPoolsResponse>> Run(ListUserPoolsRequest request, Call call)
    {
        // Ids start with their region, so a region is a stretch of the list. This sorts just before its first id.
        var region = call.SignedRegion is { } signed ? signed + "_" : "";
        var listing = $"ListUserPools {region}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await pools.List(cursor ?? region, request.MaxResults!.Value, call.Aborted);
        var ours = page.Items.TakeWhile(pool => pool.Id.StartsWith(region, StringComparison.Ordinal)).ToList();
        return new ListUserPoolsResponse
        {
            UserPools = [.. ours.Select(Describe)],
            NextToken = ours.Count == page.Items.Count ? tokens.Seal(listing, page.Next) : null,
        };
    }

    private static UserPoolDescriptionType Describe(UserPool pool) => new()
    {
        Id = pool.Id,
        Name = pool.Name,
        LambdaConfig = PoolSettings.Of(pool).LambdaConfig,
        CreationDate = pool.Created,
        LastModifiedDate = pool.Modified,
        ReplicaRegions = pool.Replicas.Count == 0 ? null : [.. pool.Replicas.Select(replica => replica.Region)],
    };
}
