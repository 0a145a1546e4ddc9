namespace Gatehouse.Identity;

/// <summary>A refresh token that may be used, before it is.</summary>
/// <param name="Session">The session it belongs to.</param>
/// <param name="User">Whose session that is.</param>
public sealed record Refreshable(Session Session, User User);

/// <summary>New tokens for old sign-ins, and the end of them.</summary>
public sealed class Refreshes(ISessions sessions, IUsers users, TokenMint mint, TimeProvider clock)
{
    /// <summary>Recognises a refresh token of this application, and the person it stands for.</summary>
    public async ValueTask<Outcome<Refreshable>> Recognise(AppClient client, string refreshToken, CancellationToken ct)
    {
        if (client.RotationGrace is not null)
            return new Refusal(RefusalKind.NotPermitted, "Refresh token rotation is enabled for this client. Use GetTokensFromRefreshToken.");

        var session = await sessions.ByRefreshHash(client.PoolId, TokenMint.HashOf(refreshToken), ct);
        if (session is null || session.ClientId != client.Id)
            return RefusalKind.RefreshInvalid;
        if (clock.GetUtcNow() >= session.RefreshUntil)
            return RefusalKind.RefreshExpired;

        return await users.BySub(client.PoolId, session.Sub, ct) switch
        {
            null => RefusalKind.RefreshInvalid,
            { Enabled: false } => RefusalKind.Disabled,
            var user => new Refreshable(session, user),
        };
    }

    /// <summary>Issues new access and ID tokens for it.</summary>
    public ValueTask<IssuedTokens> Renew(AppClient client, Refreshable refreshable, CancellationToken ct) =>
        mint.Renew(refreshable.Session, client, refreshable.User, ct);

    /// <summary>Revokes the session of a refresh token. A token nobody has is as good as revoked; another application's is not touched.</summary>
    /// <returns>False when the token is another application's.</returns>
    public async ValueTask<bool> Revoke(AppClient client, string refreshToken, CancellationToken ct)
    {
        var session = await sessions.ByRefreshHash(client.PoolId, TokenMint.HashOf(refreshToken), ct);
        if (session is null)
            return true;
        if (session.ClientId != client.Id)
            return false;

        await sessions.Close(session.PoolId, session.Id, ct);
        return true;
    }
}
