using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Tells which identity a user of the administrator's own program has, or which users an identity has.</summary>
public sealed class LookupDeveloperIdentity(DeveloperGate gate, DeveloperUsers users, PageTokens tokens) : LookupDeveloperIdentityContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<LookupDeveloperIdentityResponse>> Run(LookupDeveloperIdentityInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (request is { IdentityId: null, DeveloperUserIdentifier: null })
            return InvalidParameter("Either IdentityId or DeveloperUserIdentifier must be given.");

        return request.DeveloperUserIdentifier is { } user
            ? await ByUser(pool, user, request, call)
            : await ByIdentity(pool, request, call);
    }

    private async ValueTask<Reply<LookupDeveloperIdentityResponse>> ByUser(IdentityPool pool, string user, LookupDeveloperIdentityInput request, Call call)
    {
        if (await users.Find(pool, user, call.Aborted) is not { } identity)
            return IdentityRefused.As(RefusalKind.UnknownLogin, pool.Id);

        return request.IdentityId is { } id && id != identity.Id
            ? IdentityRefused.As(RefusalKind.LoginTaken, pool.Id)
            : new LookupDeveloperIdentityResponse { IdentityId = identity.Id, DeveloperUserIdentifierList = [user] };
    }

    private async ValueTask<Reply<LookupDeveloperIdentityResponse>> ByIdentity(IdentityPool pool, LookupDeveloperIdentityInput request, Call call)
    {
        if ((await gate.Identity(pool, request.IdentityId!, call)).Refused(out var fault, out var found))
            return fault;

        var listing = $"LookupDeveloperIdentity {found.Identity.Id}";
        if (!tokens.TryOpen(listing, request.NextToken, out var after))
            return InvalidParameter("Invalid pagination token.");

        var left = DeveloperUsers.Of(pool, found.Identity).Where(user => after is null || string.CompareOrdinal(user, after) > 0).ToList();
        var page = left.Take(request.MaxResults ?? PooledIdentity.MaxLogins).ToList();
        return new LookupDeveloperIdentityResponse
        {
            IdentityId = found.Identity.Id,
            DeveloperUserIdentifierList = page,
            NextToken = tokens.Seal(listing, left.Count > page.Count ? page[^1] : null),
        };
    }
}
