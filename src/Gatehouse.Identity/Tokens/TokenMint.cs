using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>What a person who signed in gets. Printing it does not show it.</summary>
/// <param name="AccessToken">Lets the application act for the person.</param>
/// <param name="IdToken">Tells the application who signed in.</param>
/// <param name="RefreshToken">Gets new tokens; null at a refresh, which gives none.</param>
/// <param name="ExpiresIn">How long the access token lives.</param>
public sealed record IssuedTokens(string AccessToken, string IdToken, string? RefreshToken, TimeSpan ExpiresIn)
{
    /// <summary>What the device is told that nobody knows yet; null when it is known, or the pool keeps track of none.</summary>
    public NewDevice? NewDevice { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "IssuedTokens";
}

/// <summary>Opens sessions and issues their tokens.</summary>
public sealed class TokenMint(ITokens tokens, SessionBook sessions, IUsers users, TokenClaims claims, IRandom random, TimeProvider clock)
{
    /// <summary>The scope of tokens that were not asked for with any.</summary>
    public const string SelfServiceScope = "aws.cognito.signin.user.admin";

    /// <summary>Opens a session and issues its first tokens; refuses when the person was disabled or deleted, or the password replaced, meanwhile.</summary>
    /// <param name="attempt">In which pool, and through which application.</param>
    /// <param name="user">Who proved who they are.</param>
    /// <param name="deviceKey">On which device; null where the pool does not keep track of them.</param>
    /// <param name="ct">Cancels the wait, never a commit.</param>
    public async ValueTask<Outcome<IssuedTokens>> Open(SignInAttempt attempt, User user, string? deviceKey, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        if ((await claims.Draft(attempt.Caller, user, attempt.Cause, ct)).Refused(out var refusal, out var draft))
            return refusal;

        var now = clock.GetUtcNow();
        var refresh = random.RefreshToken();
        var refreshUntil = now + client.RefreshLifetime;
        var session = new Session(
            pool.Id, random.Uuid(), user.Sub, client.Id, random.Uuid(), HashOf(refresh), now, refreshUntil, KeptUntil(client, refreshUntil))
        {
            DeviceKey = deviceKey,
            LastUse = pool.Sessions.AreKept ? new SessionUse(now, attempt.From.Address, attempt.From.Device) : null,
        };
        if ((await Store(session, user, pool.Sessions, ct)).Refused(out refusal, out var stored))
            return refusal;

        var issued = await Issue(session, client, claims.Of(session, client, stored, draft, now), ct);
        return issued with { RefreshToken = refresh };
    }

    /// <summary>Issues new tokens of a session.</summary>
    public async ValueTask<Outcome<IssuedTokens>> Renew(Session session, Caller caller, User user, CancellationToken ct)
    {
        if ((await claims.Draft(caller, user, TokenCause.Refresh, ct)).Refused(out var refusal, out var draft))
            return refusal;

        return await Issue(session, caller.Application, claims.Of(session, caller.Application, user, draft, clock.GetUtcNow()), ct);
    }

    /// <summary>Why what a person has proven is worth nothing any more, with the person as they are now; null when it still is.</summary>
    public static RefusalKind? Lost(User proven, User? now) => now switch
    {
        not { Enabled: true } => RefusalKind.Disabled,
        _ when now.Status != proven.Status || now.State.Password?.Since != proven.State.Password?.Since => RefusalKind.WrongPassword,
        _ when proven.State.Identities.Except(now.State.Identities).Any() => RefusalKind.WrongPassword,
        _ => null,
    };

    /// <summary>How a refresh token is recognised: it has 256 random bits, so a plain hash is right.</summary>
    public static byte[] HashOf(string refreshToken) => SHA256.HashData(Encoding.UTF8.GetBytes(refreshToken));

    // Between the proof and this moment the password may have been replaced, which ended every session but this one that is not there yet.
    private async ValueTask<Outcome<User>> Store(Session session, User proven, SessionRules rules, CancellationToken ct)
    {
        var user = proven;
        int? most = rules.AreKept ? rules.MostPerPerson : null;
        while (!await sessions.Open(session, user.Version, most, ct))
        {
            var now = await users.BySub(session.PoolId, session.Sub, ct);
            if (Lost(proven, now) is { } lost)
                return lost;
            if (now!.Version == user.Version)
                return RefusalKind.WrongPassword;

            user = now;
        }

        return user;
    }

    private async ValueTask<IssuedTokens> Issue(Session session, AppClient client, ClaimPair said, CancellationToken ct)
    {
        var access = await tokens.Sign(session.PoolId, TokenUse.Access, said.Access, ct);
        var id = await tokens.Sign(session.PoolId, TokenUse.Id, said.Id, ct);
        return new IssuedTokens(access, id, null, client.AccessLifetime);
    }

    // A token refreshed in the last moment outlives the refresh token.
    private static DateTimeOffset KeptUntil(AppClient client, DateTimeOffset refreshUntil) =>
        refreshUntil + (client.AccessLifetime > client.IdLifetime ? client.AccessLifetime : client.IdLifetime);
}
