using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Takes on a role for an assertion of a SAML provider whom the role trusts. An assertion is good for one role, once.</summary>
public sealed class AssumeRoleWithSAML(RoleSessions sessions, SamlIdentities identities, SessionPolicies policies, RequestFacts facts, Realm realm, TimeProvider clock)
    : AssumeRoleWithSAMLContract
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public override async ValueTask<Reply<AssumeRoleWithSAMLResponse>> Run(AssumeRoleWithSAMLRequest request, Call call)
    {
        if ((await identities.Prove(request.PrincipalArn, request.SAMLAssertion, call.Aborted)).Refused(out var refusal, out var said))
            return Refused(refusal);
        if (clock.GetUtcNow() - said.Issued > Fresh)
            return ExpiredToken("Token must be redeemed within 5 minutes of issuance");
        if (SamlWishes.Read(said).Refused(out var fault, out var wishes))
            return fault;

        var keys = new SamlKeys(said, request.PrincipalArn, realm.AccountId);
        if (!SamlWishes.Grants(said, request.RoleArn, request.PrincipalArn) || await sessions.Find(request.RoleArn, call.Aborted) is not { } role
            || !sessions.Trusts(role, Visitor(keys, wishes, await facts.Of(request, call))))
            return new Fault("AccessDeniedException", "Not authorized to perform sts:AssumeRoleWithSAML");
        if (Lasts(request, said, role).Refused(out fault, out var terms))
            return fault;

        terms = terms with { Context = keys.Lasting, SourceIdentity = wishes.SourceIdentity, TransitiveTags = wishes.TransitiveTags };
        if ((await policies.Narrow(terms, new(request.Policy, request.PolicyArns, wishes.Tags), call.Aborted)).Refused(out fault, out var narrowed))
            return fault;

        if (sessions.Open(role, wishes.SessionName, narrowed.Terms) is not { } opened)
            return PackedPolicyTooLarge(SessionPolicies.TooLarge);

        // Last of all: whatever else is wrong, the assertion stays good for another try.
        return await identities.Spend(said, call.Aborted) ? Answer(opened, keys, wishes, narrowed) : Refused(SamlFlaw.Used);
    }

    private static Fault Refused(Refusal refusal) => refusal.Kind is RefusalKind.ProviderUnknown ? InvalidIdentityToken("Specified provider doesn't exist")
        : refusal == SamlFlaw.Expired || refusal == SamlFlaw.SessionEnded ? ExpiredToken(refusal.Detail!)
        : refusal == SamlFlaw.Rejected ? IDPRejectedClaim(refusal.Detail!)
        : InvalidIdentityToken(refusal.Detail ?? "The SAML assertion cannot be used.");

    private static RoleVisitor Visitor(SamlKeys keys, SamlWishes wishes, IReadOnlyDictionary<string, IReadOnlyList<string>> known) =>
        new("sts:AssumeRoleWithSAML", keys.Provider, wishes.SessionName)
        {
            Facts = known,
            Keys = keys.All,
            Tags = wishes.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
            TransitiveTags = wishes.TransitiveTags,
            SourceIdentity = wishes.SourceIdentity,
        };

    // The session ends with the person's session at their provider at the latest.
    private Reply<Gatehouse.Access.SessionTerms> Lasts(AssumeRoleWithSAMLRequest request, SamlStatement said, IamRole role)
    {
        var lasts = TimeSpan.FromSeconds(request.DurationSeconds ?? Usual.TotalSeconds);
        if (request.DurationSeconds is not null && lasts > role.LongestSession)
            return new Fault("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

        var terms = StsShapes.Terms(clock.GetUtcNow(), lasts);
        return said.SessionEnds < terms.Expires ? terms with { Expires = DateTimeOffset.FromUnixTimeSeconds(said.SessionEnds.Value.ToUnixTimeSeconds()) } : terms;
    }

    private static AssumeRoleWithSAMLResponse Answer(OpenedSession opened, SamlKeys keys, SamlWishes wishes, NarrowedTerms narrowed) => new()
    {
        Credentials = StsShapes.Write(opened.Key),
        AssumedRoleUser = StsShapes.Write(opened.Principal),
        PackedPolicySize = narrowed.PackedSize == 0 ? null : narrowed.PackedSize,
        Subject = keys.Said.Subject,
        SubjectType = keys.SubjectType,
        Issuer = keys.Said.Issuer,
        Audience = keys.Said.Recipient,
        NameQualifier = keys.NameQualifier,
        SourceIdentity = wishes.SourceIdentity,
    };
}
