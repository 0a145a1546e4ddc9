using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>Gives identities of identity pools credentials of the roles that were chosen for them.</summary>
public sealed class IdentityRoles(RoleSessions sessions, TimeProvider clock)
{
    /// <summary>What such sessions are called.</summary>
    public const string SessionName = "CognitoIdentityCredentials";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Opens a session for an hour, if the role trusts the identity. A guest's may at most what guests may.</summary>
    /// <returns><see cref="RefusalKind.RoleMissing"/> when there is no such role, it does not trust the identity, or its session would be too large.</returns>
    public async ValueTask<Outcome<TemporaryKey>> Open(ChosenRole chosen, CancellationToken ct)
    {
        var identity = new WebIdentity(WebIdentities.IdentityPools, WebIdentities.IdentityPools, chosen.IdentityId, chosen.PoolId)
        {
            Methods = chosen.Methods, Tags = chosen.Tags, IdentityId = chosen.IdentityId,
        };
        if (await sessions.Find(chosen.Arn, ct) is not { } role || !sessions.Trusts(role, identity, SessionName))
            return RefusalKind.RoleMissing;

        var now = clock.GetUtcNow();
        var terms = RoleSessions.Describe(new(now, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + Lifetime), identity);
        var opened = sessions.Open(role, SessionName, chosen.IsGuest ? terms with { PolicyArns = [BuiltInPolicies.GuestSession] } : terms);
        return opened is null ? RefusalKind.RoleMissing : opened.Key;
    }
}
