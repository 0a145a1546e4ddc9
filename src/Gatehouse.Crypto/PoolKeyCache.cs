using System.Collections.Concurrent;
using Gatehouse.Identity;

namespace Gatehouse.Crypto;

/// <summary>
/// Keeps the keys of up to 10,000 pools in memory for a minute, and looks again sooner when a token names an unknown one.
/// </summary>
/// <remarks>A new key is published long before it signs, so a minute is soon enough to see it.</remarks>
internal sealed class PoolKeyCache(ISigningKeyStore store, ISecretBox secrets, TimeProvider time)
{
    private const int MaxPools = 10_000;

    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, PoolKeys> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<PoolKeys>>> loading = new(StringComparer.Ordinal);

    /// <summary>A pool's keys, at most a minute old.</summary>
    public ValueTask<PoolKeys> Of(string poolId, CancellationToken ct) => AtMost(MaxAge, poolId, ct);

    /// <summary>A pool's keys, at most a second old: an unknown key costs the store no more than one look a second.</summary>
    public ValueTask<PoolKeys> Fresh(string poolId, CancellationToken ct) => AtMost(MinAge, poolId, ct);

    private ValueTask<PoolKeys> AtMost(TimeSpan age, string poolId, CancellationToken ct) =>
        known.TryGetValue(poolId, out var keys) && keys.Age(time.GetUtcNow()) < age ? new(keys) : Load(poolId, ct);

    private async ValueTask<PoolKeys> Load(string poolId, CancellationToken ct) =>
        await loading.GetOrAdd(poolId, id => new(() => LoadOnce(id))).Value.WaitAsync(ct);

    private async Task<PoolKeys> LoadOnce(string poolId)
    {
        try
        {
            var readAt = time.GetUtcNow();
            var rows = await store.Of(poolId, CancellationToken.None);
            var keys = new PoolKeys([.. rows.Select(row => new PoolKey(row, secrets))], readAt);
            Keep(poolId, keys);
            return keys;
        }
        finally
        {
            loading.TryRemove(poolId, out _);
        }
    }

    private void Keep(string poolId, PoolKeys keys)
    {
        if (known.Count >= MaxPools)
            known.Clear();
        if (keys.IsEmpty)
            known.TryRemove(poolId, out _); // Made-up pools must not push real ones out.
        else
            known[poolId] = keys;
    }
}
