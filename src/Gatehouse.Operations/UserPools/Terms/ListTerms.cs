using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lists the terms of every client of a pool, in order of their ids.</summary>
public sealed class ListTerms(PoolGate gate, IParts<Terms> parts, PageTokens tokens) : ListTermsContract
{
    private const int Most = 60;

    /// <inheritdoc/>
    public override async ValueTask<Reply<ListTermsResponse>> Run(ListTermsRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var listing = $"ListTerms {pool.Id}";
        if (!tokens.TryOpen(listing, request.NextToken, out var cursor))
            return InvalidParameter("Invalid pagination token.");

        var page = await parts.List(pool.Id, "", cursor, request.MaxResults ?? Most, call.Aborted);
        return new ListTermsResponse
        {
            Terms = [.. page.Items.Select(TermsShapes.WriteShort)],
            NextToken = tokens.Seal(listing, page.Next),
        };
    }
}
