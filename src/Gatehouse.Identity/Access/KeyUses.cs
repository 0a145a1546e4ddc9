namespace Gatehouse.Identity;

/// <summary>Notes when the keys of users are used, so that one that nobody uses shows. To the hour: a note costs a write.</summary>
public sealed class KeyUses(IParts<IamUser> users, TimeProvider clock)
{
    private static readonly TimeSpan Grain = TimeSpan.FromHours(1);

    /// <summary>Notes a use, unless one was noted within the hour.</summary>
    /// <param name="keyId">The key.</param>
    /// <param name="service">Of which service.</param>
    /// <param name="region">Signed for which region.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask Note(string keyId, string service, string region, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await users.ByClaim(IamUser.ClaimOf(keyId), ct) is not { } user || !user.Keys.Any(IsDue))
            return;

        var use = new KeyUse(now, service, region);
        await users.Change("", "", user.Key, there => there is null ? null : there with { Keys = [.. there.Keys.Select(key => IsDue(key) ? key with { LastUse = use } : key)] }, CancellationToken.None);

        bool IsDue(UserKey key) => key.Id == keyId && (key.LastUse is null || now - key.LastUse.At >= Grain);
    }
}
