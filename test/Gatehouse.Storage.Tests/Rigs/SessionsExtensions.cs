using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Sessions of pools that keep no account of them.</summary>
internal static class SessionsExtensions
{
    public static ValueTask<bool> Open(this ISessions sessions, Session session, long? personVersion, CancellationToken ct) =>
        sessions.Open(session, personVersion, null, ct);
}
