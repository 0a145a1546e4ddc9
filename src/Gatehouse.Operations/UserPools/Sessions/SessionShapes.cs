using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Sessions as the wire says them.</summary>
public static class SessionShapes
{
    /// <summary>The word for a pool that keeps account of sessions.</summary>
    public const string Tracked = "ENABLED";

    /// <summary>The word for a pool that does not.</summary>
    public const string Untracked = "DISABLED";

    /// <summary>A session as listings show it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="current">The session that asks; null where an administrator does.</param>
    public static SessionDescriptionType Write(Session session, Session? current = null) => new()
    {
        SessionId = SessionIds.Write(session),
        SessionType = SessionTypeType.TOKEN,
        ClientId = session.ClientId,
        CreateDate = session.AuthTime,
        LastActiveDate = session.LastUse!.At,
        DeviceType = session.LastUse.Device ?? "unknown",
        LastIPAddress = session.LastUse.Address,
        IsCurrentSession = session.Id == current?.Id,
    };
}
