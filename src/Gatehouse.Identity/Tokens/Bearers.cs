namespace Gatehouse.Identity;

/// <summary>A person who showed an access token that holds.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Client">The application the token was issued to.</param>
/// <param name="User">The person.</param>
/// <param name="Session">The session the token belongs to.</param>
public sealed record Bearer(UserPool Pool, AppClient Client, User User, Session Session)
{
    /// <summary>The application as a caller.</summary>
    /// <param name="metadata">What it sends along for the functions of the pool.</param>
    /// <param name="from">Whence.</param>
    public Caller With(IReadOnlyDictionary<string, string>? metadata, Origin? from = null) => new(Pool, Client) { Metadata = metadata, Address = from?.Address };
}

/// <summary>Admits whoever bears an access token: signed by us, alive, not revoked, and meant for the person's own affairs.</summary>
public sealed class Bearers(ITokens tokens, IPools pools, IAppClients clients, IUsers users, ISessions sessions, TimeProvider clock)
{
    /// <summary>Judges an access token by its signature, its times and what is stored now.</summary>
    public async ValueTask<Outcome<Bearer>> Admit(string accessToken, CancellationToken ct)
    {
        if (await tokens.Read(accessToken, TokenUse.Access, ct) is not { } claims || Times(claims) is not { } times)
            return RefusalKind.TokenInvalid;

        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        if (times.Issued > now || (claims.TryGetValue("nbf", out var from) && !(from is long start && start <= now)))
            return RefusalKind.TokenInvalid;
        if (times.Expires <= now)
            return RefusalKind.TokenExpired;
        if (Text(claims, "token_use") != "access" || Text(claims, "event_id") is not { } sessionId || Text(claims, "client_id") is not { } clientId)
            return RefusalKind.TokenInvalid;
        if (!(Text(claims, "scope") ?? "").Split(' ').Contains(TokenMint.SelfServiceScope))
            return RefusalKind.TokenScope;

        return await Admit(clientId, sessionId, Text(claims, "sub"), ct);
    }

    private async ValueTask<Outcome<Bearer>> Admit(string clientId, string sessionId, string? sub, CancellationToken ct)
    {
        if (await clients.Find(clientId, ct) is not { } client || await pools.Find(client.PoolId, ct) is not { } pool)
            return RefusalKind.TokenInvalid;
        if (await sessions.Find(pool.Id, sessionId, ct) is not { } session || session.Sub != sub || session.ClientId != clientId)
            return RefusalKind.TokenRevoked;
        if (await users.BySub(pool.Id, session.Sub, ct) is not { Enabled: true } user)
            return RefusalKind.TokenRevoked;

        return new Bearer(pool, client, user, session);
    }

    private static (long Issued, long Expires)? Times(IReadOnlyDictionary<string, object> claims) =>
        claims.GetValueOrDefault("iat") is long issued && claims.GetValueOrDefault("exp") is long expires && issued <= expires
            ? (issued, expires)
            : null;

    private static string? Text(IReadOnlyDictionary<string, object> claims, string name) => claims.GetValueOrDefault(name) as string;
}
