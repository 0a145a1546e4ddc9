using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Lists the identities of a pool in order of their ids, if wanted without those that were merged into others.</summary>
public sealed class ListIdentities(IdentityPoolGate gate, IPooledIdentities identities, PageTokens tokens) : ListIdentitiesContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListIdentitiesResponse>> Run(ListIdentitiesInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var onlyEnabled = request.HideDisabled is true;
        var listing = $"ListIdentities {pool.Id} {onlyEnabled}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await identities.List(pool.Id, onlyEnabled, cursor, request.MaxResults!.Value, call.Aborted);
        return new ListIdentitiesResponse
        {
            IdentityPoolId = pool.Id,
            Identities = [.. page.Items.Select(IdentityShapes.Write)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }
}
