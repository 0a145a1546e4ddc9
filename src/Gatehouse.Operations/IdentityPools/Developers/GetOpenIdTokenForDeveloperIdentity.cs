using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Gives the administrator's own program a token for one of its people, and them an identity when they have none.</summary>
public sealed class GetOpenIdTokenForDeveloperIdentity(DeveloperGate gate, LoginDesk desk, IdentityBook book, IdentityTokens tokens)
    : GetOpenIdTokenForDeveloperIdentityContract
{
    // By the longest name another operation could ask for.
    private const int LongestUser = 1024;

    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public override async ValueTask<Reply<GetOpenIdTokenForDeveloperIdentityResponse>> Run(GetOpenIdTokenForDeveloperIdentityInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if ((await Prove(pool, request.Logins, call)).Refused(out fault, out var proven))
            return fault;
        if ((await book.Vouch(pool, request.IdentityId, proven.Logins, call.Aborted)).Refused(out var refusal, out var identity))
            return refusal.Kind is RefusalKind.TooMany ? InvalidParameter(IdentityRefused.TooManyLogins) : IdentityRefused.As(refusal, pool.Id, request.IdentityId);

        var tags = new Dictionary<string, string>(proven.TagsIn(pool), StringComparer.Ordinal);
        foreach (var (tag, value) in request.PrincipalTags ?? new Dictionary<string, string>())
            tags[tag] = value;
        var lifetime = request.TokenDuration is { } seconds ? TimeSpan.FromSeconds(seconds) : Usual;
        return new GetOpenIdTokenForDeveloperIdentityResponse
        {
            IdentityId = identity.Id,
            Token = await tokens.Issue(identity, proven.Methods, tags, lifetime, call.Aborted),
        };
    }

    private async ValueTask<Reply<Proven>> Prove(IdentityPool pool, IReadOnlyDictionary<string, string> shown, Call call)
    {
        if (!shown.TryGetValue(pool.DeveloperProvider!, out var user))
            return InvalidParameter("Logins must have the developer provider name of the identity pool.");
        if (user.Length > LongestUser)
            return InvalidParameter($"A developer user identifier cannot have more than {LongestUser} characters.");

        var others = shown.Where(login => login.Key != pool.DeveloperProvider).ToDictionary();
        if ((await desk.Prove(pool, others, takesVouchers: false, call)).Refused(out var fault, out var proven))
            return fault.Code == Unreached ? InternalError(fault.Message) : fault;

        var login = DeveloperUsers.LoginOf(pool, user);
        return proven with { Proofs = [new(login, [], DeveloperUsers.MarkOf(pool, login), new Dictionary<string, object>()), .. proven.Proofs] };
    }

    // This operation knows no fault for a provider that is out of reach.
    private static readonly string Unreached = Faults.ExternalService("").Code;
}
