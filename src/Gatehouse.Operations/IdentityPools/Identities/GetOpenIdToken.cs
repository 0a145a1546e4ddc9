using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Gives out a token for an identity, good for ten minutes, which others exchange for what they choose to give.</summary>
public sealed class GetOpenIdToken(IdentityPoolGate gate, LoginDesk desk, IdentityBook book, IdentityTokens tokens) : GetOpenIdTokenContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public override async ValueTask<Reply<GetOpenIdTokenResponse>> Run(GetOpenIdTokenInput request, Call call)
    {
        if ((await gate.Identity(request.IdentityId, call)).Refused(out var fault, out var found))
            return fault;

        var pool = found.Pool;
        if (Closed(pool) is { } closed)
            return closed;
        if ((await desk.Prove(pool, request.Logins, takesVouchers: false, call)).Refused(out fault, out var proven))
            return fault;
        if ((await book.Enter(pool, request.IdentityId, proven, call.Aborted)).Refused(out var refusal, out var identity))
            return refusal.Kind is RefusalKind.TooMany ? InvalidParameter(IdentityRefused.TooManyLogins) : IdentityRefused.As(refusal, pool.Id, request.IdentityId);

        return new GetOpenIdTokenResponse
        {
            IdentityId = identity.Id,
            Token = await tokens.Issue(identity, proven.Methods, proven.TagsIn(pool), Lifetime, call.Aborted),
        };
    }

    private static Fault? Closed(IdentityPool pool)
    {
        if (pool.AllowsClassicFlow is not true)
            return InvalidParameter("Basic (classic) flow is not enabled, please use enhanced flow.");

        // Whoever exchanges the token asks for a role of their own choice, past the rules.
        return pool.Roles.ByProvider.Count > 0
            ? InvalidParameter("Basic (classic) flow is not supported with RoleMappings, please use enhanced flow.")
            : null;
    }
}
