namespace Gatehouse.Identity;

/// <summary>One sign-in and all the tokens that come of it. While it is there its tokens work; when it is gone they do not.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Id">A UUID, in the tokens as <c>event_id</c>.</param>
/// <param name="Sub">Who signed in.</param>
/// <param name="ClientId">Through which application.</param>
/// <param name="OriginJti">A UUID, in the tokens as <c>origin_jti</c>.</param>
/// <param name="RefreshHash">SHA-256 of the first refresh token; the token itself is not kept.</param>
/// <param name="AuthTime">When the person proved who they are.</param>
/// <param name="RefreshUntil">When the refresh token stops working, and every one it is exchanged for.</param>
/// <param name="KeptUntil">When nothing of the session can still be valid, and it may be forgotten.</param>
public sealed record Session(
    string PoolId,
    string Id,
    string Sub,
    string ClientId,
    string OriginJti,
    byte[] RefreshHash,
    DateTimeOffset AuthTime,
    DateTimeOffset RefreshUntil,
    DateTimeOffset KeptUntil)
{
    /// <summary>What became of the refresh token since.</summary>
    public Rotation Rotation { get; init; } = Rotation.None;

    /// <summary>On which device; null where the pool does not keep track of them. A refresh must name it.</summary>
    public string? DeviceKey { get; init; }

    /// <summary>When and where it was used last; null where the pool kept no account.</summary>
    public SessionUse? LastUse { get; init; }
}
