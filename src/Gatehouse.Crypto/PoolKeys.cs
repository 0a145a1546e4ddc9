using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>The published keys of one pool as they were read at one moment.</summary>
internal sealed class PoolKeys(IReadOnlyList<PoolKey> keys, DateTimeOffset readAt)
{
    /// <summary>There is no such pool.</summary>
    public bool IsEmpty => keys.Count == 0;

    /// <summary>How long ago they were read.</summary>
    public TimeSpan Age(DateTimeOffset now) => now - readAt;

    /// <summary>
    /// The newest key of a use whose time has come; the first to come when the clocks of two nodes differ; null when there is none.
    /// </summary>
    public PoolKey? Signer(TokenUse use, DateTimeOffset now)
    {
        var published = keys.Where(key => key.Row.Use == use && IsPublished(key, now)).ToList();
        return published.Where(key => key.Row.SignsFrom <= now).MaxBy(key => key.Row.SignsFrom)
            ?? published.MinBy(key => key.Row.SignsFrom);
    }

    /// <summary>The key whose tokens have this header (base64url), for this use; null when there is none or its time is over.</summary>
    public PoolKey? WithHeader(string header, TokenUse use, DateTimeOffset now) =>
        keys.FirstOrDefault(key => key.Header == header && key.Row.Use == use && IsPublished(key, now));

    private static bool IsPublished(PoolKey key, DateTimeOffset now) => key.Row.VerifiesUntil is not { } end || now < end;
}
