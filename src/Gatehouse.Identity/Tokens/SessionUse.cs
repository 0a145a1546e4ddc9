namespace Gatehouse.Identity;

/// <summary>The last time a session was used: opened, or its tokens renewed.</summary>
/// <param name="At">When.</param>
/// <param name="Address">The network address it came from; null when nobody knows.</param>
/// <param name="Device">What the program there calls itself, as people know it; null when nobody knows.</param>
public sealed record SessionUse(DateTimeOffset At, string? Address, string? Device);

/// <summary>A session, and a use of it.</summary>
/// <param name="Session">The session as it was when it was used.</param>
/// <param name="Use">The use.</param>
public sealed record UsedSession(Session Session, SessionUse Use);
