using Gatehouse.Access;
using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Lends some of the caller's rights to somebody under a name: no more than the policies that are handed along allow.</summary>
public sealed class GetFederationToken(TemporaryKeys keys, Authority authority, SessionPolicies policies, RequestFacts facts, TimeProvider clock)
    : GetFederationTokenContract
{
    private const int LongestOfRoot = 3600;
    private const int Usual = 43_200;

    /// <inheritdoc/>
    public override async ValueTask<Reply<GetFederationTokenResponse>> Run(GetFederationTokenRequest request, Call call)
    {
        if (call.Caller is not (Root { Session: null } or UserPrincipal { Session: null }))
            return new Fault("AccessDeniedException", "Cannot call GetFederationToken with session credentials");

        var seconds = call.Caller is Root ? Math.Min(request.DurationSeconds ?? LongestOfRoot, LongestOfRoot) : request.DurationSeconds ?? Usual;
        var terms = StsShapes.Terms(clock.GetUtcNow(), TimeSpan.FromSeconds(seconds));
        if ((await policies.Narrow(terms, new(request.Policy, request.PolicyArns, request.Tags), call.Aborted)).Refused(out var fault, out var narrowed))
            return fault;

        var lent = new FederatedPrincipal(call.Caller.AccountId, request.Name, call.Caller) { Session = narrowed.Terms };
        if (request.Tags is { Count: > 0 } && !await MayTag(lent, request, call))
            return Permits.Denied(call.Caller.Arn, "sts:TagSession", lent.Arn, null);

        return new GetFederationTokenResponse
        {
            Credentials = StsShapes.Write(keys.Issue(lent)),
            FederatedUser = new() { FederatedUserId = lent.UserId, Arn = lent.Arn },
            PackedPolicySize = narrowed.PackedSize == 0 ? null : narrowed.PackedSize,
        };
    }

    // Policies go by tags, so whoever tags a session of their own says what they may.
    private async ValueTask<bool> MayTag(FederatedPrincipal lent, GetFederationTokenRequest request, Call call) => lent.Lender is Root
        || (await authority.Decide(lent.Lender, new("sts:TagSession", [lent.Arn]) { Context = await facts.Of(request, call) }, call.Aborted)).IsAllowed;
}
