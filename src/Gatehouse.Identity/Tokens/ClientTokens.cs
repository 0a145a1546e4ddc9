namespace Gatehouse.Identity;

/// <summary>What an application gets for itself. Printing it does not show it.</summary>
/// <param name="AccessToken">Lets the application act for itself at resource servers.</param>
/// <param name="ExpiresIn">How long it lives.</param>
public sealed record ClientToken(string AccessToken, TimeSpan ExpiresIn)
{
    /// <inheritdoc/>
    public override string ToString() => "ClientToken";
}

/// <summary>Issues access tokens to applications themselves, without a person (RFC 6749, section 4.4), once they have proven their secret.</summary>
public sealed class ClientTokens(ITokens tokens, ResourceServers servers, Consultations consultations, Realm realm, IRandom random, TimeProvider clock)
{
    private const long Version = 2;

    /// <summary>Issues a token.</summary>
    /// <param name="caller">The application.</param>
    /// <param name="asked">What the token is to be good for; nothing asks for all that the application may have.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<ClientToken>> Issue(Caller caller, IReadOnlyList<string> asked, CancellationToken ct)
    {
        var (pool, client) = (caller.Pool, caller.Application);
        var wanted = (asked is [] ? client.OAuth.Scopes : asked).Distinct(StringComparer.Ordinal).ToList();
        var live = await servers.Live(pool, wanted.Intersect(client.OAuth.Scopes, StringComparer.Ordinal), ct);

        // A scope that was taken away since the application got it is left out; one that is asked for by name must be there.
        if (asked is not [] && wanted.Find(scope => !live.Contains(scope)) is { } missing)
            return new Refusal(RefusalKind.ScopeInvalid, missing);
        if (wanted.Where(live.Contains).ToList() is not [_, ..] granted)
            return RefusalKind.ScopeInvalid;
        if ((await Draft(caller, granted, ct)).Refused(out var refusal, out var changes))
            return refusal;

        var claims = ClaimRules.Access(changes, client, Claims(client, granted));
        return new ClientToken(await tokens.Sign(pool.Id, TokenUse.Access, claims, ct), client.AccessLifetime);
    }

    // Functions of an older kind know of people only.
    private async ValueTask<Outcome<TokenChanges>> Draft(Caller caller, IReadOnlyList<string> scopes, CancellationToken ct) =>
        caller.Pool.Functions.OfTokens is TokenSay.Applications
            ? await consultations.Ask(new TokenQuestion(caller, null, TokenCause.Application, GroupClaims.None, scopes), ct)
            : TokenChanges.None;

    private Dictionary<string, object> Claims(AppClient client, IEnumerable<string> scopes)
    {
        var now = clock.GetUtcNow();
        return new()
        {
            ["sub"] = client.Id,
            ["token_use"] = "access",
            ["scope"] = string.Join(' ', scopes),
            ["auth_time"] = now.ToUnixTimeSeconds(),
            ["iss"] = realm.Issuer(client.PoolId),
            ["exp"] = (now + client.AccessLifetime).ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["version"] = Version,
            ["jti"] = random.Uuid(),
            ["client_id"] = client.Id,
        };
    }
}
