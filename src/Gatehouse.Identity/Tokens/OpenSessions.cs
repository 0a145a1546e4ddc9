namespace Gatehouse.Identity;

/// <summary>Shows a person, or an administrator, where the person is signed in, and ends single sessions. In pools that keep no account there are none.</summary>
public sealed class OpenSessions(ISessions sessions, SessionBook book, TimeProvider clock)
{
    /// <summary>No listing shows more, and nobody has more: a pool allows at most 100.</summary>
    public const int Most = 125;

    /// <summary>The sessions whose tokens can still be renewed, the one used last first.</summary>
    public async ValueTask<IReadOnlyList<Session>> Of(UserPool pool, string sub, CancellationToken ct)
    {
        if (!pool.Sessions.AreKept)
            return [];

        await book.Write(ct);
        return await sessions.Of(pool.Id, sub, clock.GetUtcNow(), Most, ct);
    }

    /// <summary>Ends one session of a person with all its tokens. False when they have no such session.</summary>
    public async ValueTask<bool> Revoke(UserPool pool, string sub, string id, CancellationToken ct) =>
        pool.Sessions.AreKept
        && await sessions.Find(pool.Id, id, ct) is { LastUse: not null } session
        && session.Sub == sub
        && clock.GetUtcNow() < session.RefreshUntil
        && await sessions.Close(pool.Id, id, ct);
}
