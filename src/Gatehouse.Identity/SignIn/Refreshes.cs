namespace Gatehouse.Identity;

/// <summary>A refresh token as it is sent. Printing it does not show it.</summary>
/// <param name="Token">The token.</param>
/// <param name="DeviceKey">On which device; a session that is bound to one is refreshed there only.</param>
public sealed record SentToken(string Token, string? DeviceKey)
{
    /// <inheritdoc/>
    public override string ToString() => "SentToken";
}

/// <summary>A refresh token that may be used, before it is.</summary>
/// <param name="Token">The token and the session it belongs to.</param>
/// <param name="User">Whose session that is.</param>
public sealed record Refreshable(ShownToken Token, User User);

/// <summary>New tokens for old sign-ins, and the end of them.</summary>
public sealed class Refreshes(ISessions sessions, SessionBook book, IUsers users, RefreshTokens refreshTokens, TokenMint mint, TimeProvider clock)
{
    /// <summary>Recognises a refresh token of this application that is used again and again, and the person it stands for.</summary>
    public async ValueTask<Outcome<Refreshable>> Recognise(AppClient client, SentToken sent, CancellationToken ct)
    {
        if (client.RotationGrace is not null)
            return new Refusal(RefusalKind.NotPermitted, "Refresh token rotation is enabled for this client. Use GetTokensFromRefreshToken.");
        if ((await Find(client, sent, ct)).Refused(out var refusal, out var known))
            return refusal;

        return known.Token.IsNewest ? known : RefusalKind.RefreshInvalid;
    }

    /// <summary>Issues new access and ID tokens for it, and notes who used it where that is given.</summary>
    public async ValueTask<Outcome<IssuedTokens>> Renew(Caller caller, Refreshable refreshable, Origin? from, CancellationToken ct)
    {
        var outcome = await Issue(caller, refreshable, ct);
        if (UseBy(from) is { } use && !outcome.Refused(out _, out _))
            book.Note(refreshable.Token.Session, use);
        return outcome;
    }

    /// <summary>
    /// Issues new tokens for a refresh token, and the next refresh token where the application rotates them. One that was exchanged before
    /// the time of grace ends the session: either of the two who have it is a thief.
    /// </summary>
    public async ValueTask<Outcome<IssuedTokens>> Exchange(Caller caller, SentToken sent, Origin? from, CancellationToken ct)
    {
        var client = caller.Application;
        if ((await Find(client, sent, ct)).Refused(out var refusal, out var known))
            return refusal;
        if (client.RotationGrace is null && known.Token.IsNewest)
            return await Renew(caller, known, from, ct);

        // The tokens come first: a signature that fails must not cost the client its refresh token, nor a function that refuses.
        if ((await Issue(caller, known, ct)).Refused(out refusal, out var issued))
            return refusal;

        var (now, isReused) = (clock.GetUtcNow(), false);
        var session = await sessions.Change(client.PoolId, known.Token.Session.Id, Exchanged, ct);
        if (session is null)
            return isReused ? RefusalKind.RefreshReused : RefusalKind.RefreshInvalid;

        return issued with { RefreshToken = refreshTokens.Later(session) };

        Session? Exchanged(Session there)
        {
            isReused = !there.Rotation.Accepts(known.Token.Generation, now, client.RotationGrace ?? TimeSpan.Zero);
            if (isReused)
                return null;

            var used = UseBy(from) is { } use ? there with { LastUse = use } : there;
            return known.Token.Generation == there.Rotation.Generation ? used with { Rotation = there.Rotation.Next(now) } : used;
        }
    }

    /// <summary>Revokes the session of a refresh token. A token nobody has is as good as revoked; another application's is not touched.</summary>
    /// <returns>False when the token is another application's.</returns>
    public async ValueTask<bool> Revoke(AppClient client, string refreshToken, CancellationToken ct)
    {
        if (await refreshTokens.Find(client.PoolId, refreshToken, ct) is not { Session: var session })
            return true;
        if (session.ClientId != client.Id)
            return false;

        await sessions.Close(session.PoolId, session.Id, ct);
        return true;
    }

    private ValueTask<Outcome<IssuedTokens>> Issue(Caller caller, Refreshable refreshable, CancellationToken ct) =>
        mint.Renew(refreshable.Token.Session, caller, refreshable.User, ct);

    private SessionUse? UseBy(Origin? from) => from is null ? null : new(clock.GetUtcNow(), from.Address, from.Device);

    private async ValueTask<Outcome<Refreshable>> Find(AppClient client, SentToken sent, CancellationToken ct)
    {
        var shown = await refreshTokens.Find(client.PoolId, sent.Token, ct);
        if (shown is null || shown.Session.ClientId != client.Id || (shown.Session.DeviceKey is { } device && device != sent.DeviceKey))
            return RefusalKind.RefreshInvalid;
        if (clock.GetUtcNow() >= shown.Session.RefreshUntil)
            return RefusalKind.RefreshExpired;

        return await users.BySub(client.PoolId, shown.Session.Sub, ct) switch
        {
            null => RefusalKind.RefreshInvalid,
            { Enabled: false } => RefusalKind.Disabled,
            var user => new Refreshable(shown, user),
        };
    }
}
