namespace Gatehouse.Identity;

/// <summary>
/// Replaces the keys that sign a pool's tokens, so that nobody notices: the new keys are published before they sign, for as long as verifiers
/// may keep an old set, and the old ones stay published as long as a token they signed may live.
/// </summary>
public sealed class KeyRotation(ISigningKeyStore keys, IKeyReservoir reservoir, TimeProvider clock)
{
    /// <summary>How long a published set may be kept by whoever fetched it; what the key set's <c>max-age</c> says.</summary>
    public static readonly TimeSpan PublishedAhead = TimeSpan.FromHours(1);

    // The longest life a client may give its tokens, and what two nodes' clocks may differ by.
    private static readonly TimeSpan LongestToken = TimeSpan.FromHours(24) + TimeSpan.FromMinutes(5);

    /// <summary>Makes a new key for every use of a pool's keys, or of <see cref="Realm.Identities"/>, and lets the old ones run out.</summary>
    /// <returns>When the new keys begin to sign; null when there is no such pool.</returns>
    public async ValueTask<DateTimeOffset?> Rotate(string poolId, CancellationToken ct)
    {
        var uses = (await keys.Of(poolId, ct)).Select(key => key.Use).Distinct().ToList();
        if (uses.Count == 0)
            return null;

        var signsFrom = clock.GetUtcNow() + PublishedAhead;
        var added = await Task.WhenAll(uses.Select(use => reservoir.One(poolId, use, signsFrom, ct).AsTask()));
        await keys.Replace(poolId, added, signsFrom + LongestToken, ct);
        return signsFrom;
    }
}
