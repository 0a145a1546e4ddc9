using System.Globalization;

namespace Gatehouse.Identity;

/// <summary>What the two tokens of one issue say.</summary>
/// <param name="Access">The claims of the access token, in their order.</param>
/// <param name="Id">The claims of the ID token, in their order.</param>
public sealed record ClaimPair(IReadOnlyDictionary<string, object> Access, IReadOnlyDictionary<string, object> Id);

/// <summary>What tokens will say beside what they always say.</summary>
/// <param name="Groups">Of groups.</param>
/// <param name="Changes">What the pool's function changes.</param>
public sealed record TokenDraft(GroupClaims Groups, TokenChanges Changes);

/// <summary>Assembles the claims of tokens, once for all flows.</summary>
public sealed class TokenClaims(IMemberships memberships, Consultations consultations, Realm realm, IRandom random)
{
    /// <summary>Gathers what is to be said of a person: the groups they are in now, and what the pool's function makes of it.</summary>
    public async ValueTask<Outcome<TokenDraft>> Draft(Caller caller, User user, TokenCause cause, CancellationToken ct)
    {
        var groups = user.MayHaveGroups ? GroupClaims.Of(await memberships.Of(caller.Pool.Id, user.Sub, ct)) : GroupClaims.None;
        var question = new TokenQuestion(caller, user, cause, groups, [TokenMint.SelfServiceScope]);
        return (await consultations.Ask(question, ct)).Refused(out var refusal, out var changes)
            ? refusal
            : new TokenDraft(changes.Groups ?? groups, changes);
    }

    /// <summary>The claims of a session's tokens at this moment.</summary>
    public ClaimPair Of(Session session, AppClient client, User user, TokenDraft draft, DateTimeOffset now) => ClaimRules.Apply(
        draft.Changes, client, new(Access(session, client, user, draft.Groups, now), Id(session, client, user, draft.Groups, now)));

    private Dictionary<string, object> Access(Session session, AppClient client, User user, GroupClaims groups, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object> { ["sub"] = user.Sub };
        if (session.DeviceKey is { } device)
            claims["device_key"] = device;
        if (groups.Names.Count > 0)
            claims["cognito:groups"] = groups.Names;
        claims["iss"] = realm.Issuer(session.PoolId);
        claims["client_id"] = client.Id;
        if (client.Revocable)
            claims["origin_jti"] = session.OriginJti;
        claims["event_id"] = session.Id;
        claims["token_use"] = "access";
        claims["scope"] = TokenMint.SelfServiceScope;
        AddTimes(claims, session, now, client.AccessLifetime);
        claims["username"] = user.Username;
        return claims;
    }

    private Dictionary<string, object> Id(Session session, AppClient client, User user, GroupClaims groups, DateTimeOffset now)
    {
        var claims = new Dictionary<string, object> { ["sub"] = user.Sub };
        if (groups.Names.Count > 0)
            claims["cognito:groups"] = groups.Names;
        foreach (var (name, value) in user.State.Attributes)
        {
            if (client.MayShow(name))
                claims[name] = Typed(name, value);
        }

        if (groups.Preferred is { } role)
            claims["cognito:preferred_role"] = role;
        claims["iss"] = realm.Issuer(session.PoolId);
        claims["cognito:username"] = user.Username;
        if (client.Revocable)
            claims["origin_jti"] = session.OriginJti;
        if (groups.Roles.Count > 0)
            claims["cognito:roles"] = groups.Roles;
        claims["aud"] = client.Id;
        if (user.State.Identities.Count > 0)
            claims["identities"] = user.State.Identities.Select(Written).ToList();
        claims["event_id"] = session.Id;
        claims["token_use"] = "id";
        AddTimes(claims, session, now, client.IdLifetime);
        return claims;
    }

    // All of it text, as real tokens have it.
    private static Dictionary<string, object> Written(LinkedIdentity identity)
    {
        var written = new Dictionary<string, object>
        {
            ["dateCreated"] = identity.Since.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["userId"] = identity.Value,
            ["providerName"] = identity.Provider,
            ["providerType"] = ProviderText.Of(identity.Type),
            ["primary"] = identity.IsOwn ? "true" : "false",
        };
        if (identity.Issuer is { } issuer)
            written["issuer"] = issuer;
        return written;
    }

    private void AddTimes(Dictionary<string, object> claims, Session session, DateTimeOffset now, TimeSpan lifetime)
    {
        claims["auth_time"] = session.AuthTime.ToUnixTimeSeconds();
        claims["exp"] = (now + lifetime).ToUnixTimeSeconds();
        claims["iat"] = now.ToUnixTimeSeconds();
        claims["jti"] = random.Uuid();
    }

    // Only the proofs of address are booleans in an ID token; custom attributes are text whatever their type.
    private static object Typed(string name, string value) => name switch
    {
        Attributes.EmailVerified or Attributes.PhoneVerified => value == "true",
        "updated_at" when long.TryParse(value, out var seconds) => seconds,
        _ => value,
    };
}
