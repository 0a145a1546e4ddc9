using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Takes on a role for a token of somebody whom the role trusts: an identity pool, or an OpenID provider that was made known.</summary>
public sealed class AssumeRoleWithWebIdentity(RoleSessions sessions, WebIdentities identities, SessionPolicies policies, RequestFacts facts, TimeProvider clock)
    : AssumeRoleWithWebIdentityContract
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    private static readonly Fault NotAuthorized = new("AccessDeniedException", "Not authorized to perform sts:AssumeRoleWithWebIdentity");

    /// <inheritdoc/>
    public override async ValueTask<Reply<AssumeRoleWithWebIdentityResponse>> Run(AssumeRoleWithWebIdentityRequest request, Call call)
    {
        if (request.ProviderId is { } named && !WebIdentities.CanBeAsked(named))
            return Refused(RefusalKind.ProviderUnknown, isAsked: false);

        // Strangers cannot let us ask a provider about a role that does not speak of it. What else a role says is not told by looking for it.
        var found = await sessions.Find(request.RoleArn, call.Aborted);
        if (request.ProviderId is { } provider && found?.Trust.Contains(provider, StringComparison.Ordinal) is not true)
            return NotAuthorized;
        if ((await identities.Prove(request.WebIdentityToken, request.ProviderId, call.Aborted)).Refused(out var refusal, out var identity))
            return Refused(refusal, isAsked: request.ProviderId is not null);
        if (found is not { } role || !sessions.Trusts(role, identity, request.RoleSessionName, await facts.Of(request, call)))
            return NotAuthorized;

        var lasts = TimeSpan.FromSeconds(request.DurationSeconds ?? Usual.TotalSeconds);
        if (request.DurationSeconds is not null && lasts > role.LongestSession)
            return new Fault("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

        var terms = RoleSessions.Describe(StsShapes.Terms(clock.GetUtcNow(), lasts), identity) with { Tags = new Dictionary<string, string>() };
        var tags = identity.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value });
        if ((await policies.Narrow(terms, new(request.Policy, request.PolicyArns, [.. tags]), call.Aborted)).Refused(out var fault, out var narrowed))
            return fault;

        if (sessions.Open(role, request.RoleSessionName, narrowed.Terms) is not { } opened)
            return PackedPolicyTooLarge(SessionPolicies.TooLarge);

        return new AssumeRoleWithWebIdentityResponse
        {
            Credentials = StsShapes.Write(opened.Key),
            SubjectFromWebIdentityToken = identity.Subject,
            AssumedRoleUser = StsShapes.Write(opened.Principal),
            PackedPolicySize = narrowed.PackedSize == 0 ? null : narrowed.PackedSize,
            Provider = identity.Provider,
            Audience = identity.Audience,
        };
    }

    private static Fault Refused(Refusal refusal, bool isAsked) => refusal.Kind switch
    {
        _ when isAsked && refusal == LoginFlaw.NotSigned                => IDPRejectedClaim("The identity provider reported that the token is not good."),
        RefusalKind.ProviderUnknown                                    => InvalidIdentityToken("No OpenIDConnect provider found in your account for the issuer of the token"),
        RefusalKind.Unreachable                                        => IDPCommunicationError("The identity provider did not answer as it should."),
        _ when refusal.Detail is { } detail && detail.StartsWith("Token expired", StringComparison.Ordinal) => ExpiredToken(detail),
        _                                                              => InvalidIdentityToken(refusal.Detail ?? "The token cannot be used."),
    };
}
