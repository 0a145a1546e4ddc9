namespace Gatehouse.Identity;

/// <summary>
/// Applies what a function of the pool has to say of tokens. What says who a token is for, who made it and how long it holds is not the
/// function's to change: that part of its answer counts for nothing.
/// </summary>
/// <remarks>Amazon Cognito developer guide, "Pre token generation Lambda trigger", claims that cannot be changed.</remarks>
public static class ClaimRules
{
    private const string Own = "cognito:";
    private const string Groups = "cognito:groups";
    private const string Scope = "scope";
    private const string Audience = "aud";

    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "acr", "amr", "at_hash", Audience, "auth_time", "azp", "client_id", "device_key", "event_id", "exp", "iat", "identities", "iss", "jti", "nbf",
        "nonce", "origin_jti", "sub", "token_use", "username", "version",
    };

    // The roles are those of the groups, and go with them.
    private static readonly string[] OfGroups = [Groups, "cognito:roles", "cognito:preferred_role"];

    /// <summary>The claims of both tokens with the changes in them.</summary>
    public static ClaimPair Apply(TokenChanges changes, AppClient client, ClaimPair said) =>
        changes == TokenChanges.None ? said : new(Access(changes, client, said.Access), Changed(said.Id, changes.Id));

    /// <summary>The claims of an access token with the changes in them.</summary>
    public static IReadOnlyDictionary<string, object> Access(TokenChanges changes, AppClient client, IReadOnlyDictionary<string, object> said)
    {
        var claims = Changed(said, changes.Access);
        if (changes.Access.Set.GetValueOrDefault(Audience) is string audience && audience == client.Id)
            claims[Audience] = audience;

        claims.Remove(Scope);
        var scopes = ScopesOf(said).Except(changes.ScopesTaken, StringComparer.Ordinal).Union(changes.ScopesAdded, StringComparer.Ordinal).ToList();
        if (scopes.Count > 0)
            claims[Scope] = string.Join(' ', scopes);
        return claims;
    }

    private static Dictionary<string, object> Changed(IReadOnlyDictionary<string, object> said, ClaimChanges changes)
    {
        var claims = new Dictionary<string, object>(said, StringComparer.Ordinal);
        foreach (var (name, value) in changes.Set)
        {
            if (!IsFixed(name) && !name.StartsWith(Attributes.DeveloperPrefix, StringComparison.Ordinal))
                claims[name] = value;
        }

        foreach (var name in changes.Without.Contains(Groups) ? changes.Without.Concat(OfGroups) : changes.Without)
        {
            if (!IsFixed(name) || OfGroups.Contains(name))
                claims.Remove(name);
        }

        return claims;
    }

    private static string[] ScopesOf(IReadOnlyDictionary<string, object> claims) =>
        claims.GetValueOrDefault(Scope) is string scopes ? scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];

    private static bool IsFixed(string name) => Fixed.Contains(name) || name.StartsWith(Own, StringComparison.Ordinal);
}
