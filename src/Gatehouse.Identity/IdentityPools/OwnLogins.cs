namespace Gatehouse.Identity;

/// <summary>Judges ID tokens of our own pools of people as logins.</summary>
public sealed class OwnLogins(ITokens tokens, IUsers users, ISessions sessions, Realm realm, TimeProvider clock)
{
    /// <summary>The login that a token proves.</summary>
    /// <param name="applications">The applications of one pool of people whose tokens are logins; at least one.</param>
    /// <param name="token">The token.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Proof>> Prove(IReadOnlyList<OwnProvider> applications, string token, CancellationToken ct)
    {
        var (provider, poolId) = (applications[0].Provider, applications[0].PoolId);
        if (await tokens.Read(token, TokenUse.Id, ct) is not { } claims)
            return LoginFlaw.NotSigned;
        if (claims.GetValueOrDefault("iss") as string != realm.Issuer(poolId))
            return LoginFlaw.OtherIssuer;
        if (LoginFlaw.OfTimes(claims, clock.GetUtcNow()) is { } flaw)
            return flaw;
        if (claims.GetValueOrDefault("token_use") as string != "id" || claims.GetValueOrDefault("sub") is not string sub)
            return LoginFlaw.NotAToken;
        if (applications.FirstOrDefault(one => one.ClientId == claims.GetValueOrDefault("aud") as string) is not { } application)
            return RefusalKind.ProviderUnknown;
        if (application.ChecksPeople is true && !await IsSignedIn(poolId, sub, claims.GetValueOrDefault("event_id") as string, ct))
            return LoginFlaw.SignedOut;

        return new Proof(new(provider, sub), [$"{provider}:{application.ClientId}", provider], $"{provider}:CognitoSignIn:{sub}", claims);
    }

    private async ValueTask<bool> IsSignedIn(string poolId, string sub, string? sessionId, CancellationToken ct) =>
        sessionId is not null
        && await users.BySub(poolId, sub, ct) is { Enabled: true }
        && await sessions.Find(poolId, sessionId, ct) is { } session && session.Sub == sub;
}
