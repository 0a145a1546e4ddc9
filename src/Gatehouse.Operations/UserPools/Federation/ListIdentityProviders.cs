using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the providers of a pool in order of their names.</summary>
public sealed class ListIdentityProviders(PoolGate gate, IParts<IdentityProvider> providers, PageTokens tokens) : ListIdentityProvidersContract
{
    private const int Most = 60;

    /// <inheritdoc/>
    public override async ValueTask<Reply<ListIdentityProvidersResponse>> Run(ListIdentityProvidersRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var listing = $"ListIdentityProviders {pool.Id}";
        if (!tokens.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var limit = request.MaxResults is > 0 and var wanted ? wanted : Most;
        var page = await providers.List(pool.Id, "", after, limit, call.Aborted);
        return new ListIdentityProvidersResponse
        {
            Providers = [.. page.Items.Select(DescribeProvider.Short)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }
}
