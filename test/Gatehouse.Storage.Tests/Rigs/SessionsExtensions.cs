using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>The plain cases of opening and using one session.</summary>
internal static class SessionsExtensions
{
    public static ValueTask<bool> Open(this ISessions sessions, Session session, long? personVersion, CancellationToken ct) =>
        sessions.Open(session, personVersion, null, ct);

    public static ValueTask Used(this ISessions sessions, Session session, SessionUse use, CancellationToken ct) =>
        sessions.Used([new(session, use)], ct);
}
