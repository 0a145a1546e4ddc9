using Gatehouse.Access;
using Gatehouse.Access.Policies;
using Gatehouse.Contracts.Sts;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Sts;

/// <summary>Takes on a role that trusts the caller.</summary>
public sealed class AssumeRole(RoleSessions sessions, Authority authority, SessionPolicies policies, RequestFacts facts, TimeProvider clock) : AssumeRoleContract
{
    private static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override async ValueTask<Reply<AssumeRoleResponse>> Run(AssumeRoleRequest request, Call call)
    {
        var caller = call.Caller!;
        if (caller is Root)
            return new Fault("AccessDeniedException", "Roles may not be assumed by root accounts.");
        if (request.SerialNumber is not null || request.TokenCode is not null)
            return new Fault("AccessDeniedException", "MultiFactorAuthentication failed with invalid MFA one time pass code.");

        // Who began a chain is who began it, to its end.
        var source = caller.Session?.SourceIdentity ?? request.SourceIdentity;
        if (request.SourceIdentity is { } wanted && wanted != source)
            return Permits.Denied(caller.Arn, "sts:SetSourceIdentity", request.RoleArn, null);

        var role = await sessions.Find(request.RoleArn, call.Aborted);
        if (role is null || !await IsTrusted(role, caller, request, source, call))
            return Permits.Denied(caller.Arn, "sts:AssumeRole", request.RoleArn, null);
        if (TooLong(request, caller, role) is { } tooLong)
            return tooLong;

        if ((await policies.Narrow(Terms(request, caller, source), new(request.Policy, request.PolicyArns, request.Tags), call.Aborted)).Refused(out var fault, out var narrowed))
            return fault;

        if (sessions.Open(role, request.RoleSessionName, narrowed.Terms) is not { } opened)
            return PackedPolicyTooLarge(SessionPolicies.TooLarge);

        return new AssumeRoleResponse
        {
            Credentials = StsShapes.Write(opened.Key),
            AssumedRoleUser = StsShapes.Write(opened.Principal),
            PackedPolicySize = narrowed.PackedSize == 0 ? null : narrowed.PackedSize,
            SourceIdentity = source,
        };
    }

    private async ValueTask<bool> IsTrusted(IamRole role, Principal caller, AssumeRoleRequest request, string? source, Call call)
    {
        // Who was lent rights lends them to nobody, and no session leaves its end behind by following another.
        if (caller is FederatedPrincipal || !await authority.Stands(caller, call.Aborted) || await authority.PoliciesOf(caller, call.Aborted) is not { } held)
            return false;

        var known = new Dictionary<string, IReadOnlyList<string>>(await facts.Of(request, call));
        known["sts:RoleSessionName"] = [request.RoleSessionName];
        if (request.ExternalId is { } external)
            known["sts:ExternalId"] = [external];
        if (source is not null)
            known["sts:SourceIdentity"] = [source];
        if (request.TransitiveTagKeys is { Count: > 0 } keys)
            known["sts:TransitiveTagKeys"] = keys;

        string[] actions = ["sts:AssumeRole", .. request.Tags is { Count: > 0 } ? ["sts:TagSession"] : (string[])[], .. source is null ? (string[])[] : ["sts:SetSourceIdentity"]];
        return sessions.Trusts(role, held.Subject, held.Policies, actions, authority.Describe(caller, held, known));
    }

    private static Fault? TooLong(AssumeRoleRequest request, Principal caller, IamRole role)
    {
        var asked = TimeSpan.FromSeconds(request.DurationSeconds ?? 0);
        return caller is RolePrincipal && asked > RoleSessions.LongestChained
            ? new("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining")
            : asked > role.LongestSession
                ? new("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
                : null;
    }

    private SessionTerms Terms(AssumeRoleRequest request, Principal caller, string? source) =>
        StsShapes.Terms(clock.GetUtcNow(), TimeSpan.FromSeconds(request.DurationSeconds ?? Usual.TotalSeconds)) with
        {
            IsChained = caller is RolePrincipal,
            IdentityId = caller.Session?.IdentityId,
            SourceIdentity = source,
            Tags = Inherited(caller),
            TransitiveTags = [.. (caller.Session?.TransitiveTags ?? []).Union(request.TransitiveTagKeys ?? [], StringComparer.OrdinalIgnoreCase)],
        };

    private static Dictionary<string, string> Inherited(Principal caller) =>
        (caller.Session?.Tags ?? new Dictionary<string, string>()).Where(tag => caller.Session!.TransitiveTags.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary();
}
