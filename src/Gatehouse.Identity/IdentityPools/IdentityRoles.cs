using Gatehouse.Access;

namespace Gatehouse.Identity;

/// <summary>Gives identities of identity pools credentials of the roles that were chosen for them.</summary>
public sealed class IdentityRoles(RoleSessions sessions, TimeProvider clock)
{
    /// <summary>What such sessions are called.</summary>
    public const string SessionName = "CognitoIdentityCredentials";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Opens a session for an hour, if the role trusts the identity. A guest's may at most what guests may.</summary>
    /// <param name="chosen">The role, and what the session says.</param>
    /// <param name="facts">What is known of the request, by condition key.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>
    /// <see cref="RefusalKind.RoleMissing"/> when there is no such role, or it does not trust the identity; <see cref="RefusalKind.LoginInvalid"/>
    /// when the session could not carry what the logins say.
    /// </returns>
    public async ValueTask<Outcome<TemporaryKey>> Open(ChosenRole chosen, IReadOnlyDictionary<string, IReadOnlyList<string>> facts, CancellationToken ct)
    {
        var identity = new WebIdentity(WebIdentities.IdentityPools, WebIdentities.IdentityPools, chosen.IdentityId, chosen.PoolId)
        {
            Methods = chosen.Methods, Tags = chosen.Tags, IdentityId = chosen.IdentityId,
        };
        if (await sessions.Find(chosen.Arn, ct) is not { } role || !sessions.Trusts(role, identity, SessionName, facts))
            return RefusalKind.RoleMissing;

        var now = clock.GetUtcNow();
        var terms = RoleSessions.Describe(new(now, DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()) + Lifetime), identity);
        if (!SessionSpace.Holds(terms))
            return LoginFlaw.TooMuch;

        var opened = sessions.Open(role, SessionName, chosen.IsGuest ? terms with { PolicyArns = [BuiltInPolicies.GuestSession] } : terms);
        return opened is null ? LoginFlaw.TooMuch : opened.Key;
    }
}
