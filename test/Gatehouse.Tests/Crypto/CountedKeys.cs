using System.Collections.Concurrent;
using Gatehouse.Identity;

namespace Gatehouse.Tests.Crypto;

/// <summary>Signing keys of pools that need not exist; it counts how often it is asked.</summary>
internal sealed class CountedKeys : ISigningKeyStore
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<SigningKey>> pools = new(StringComparer.Ordinal);
    private int looks;

    /// <summary>How many times keys were read.</summary>
    public int Looks => looks;

    public ValueTask<IReadOnlyList<SigningKey>> Of(string poolId, CancellationToken ct)
    {
        Interlocked.Increment(ref looks);
        return new(pools.GetValueOrDefault(poolId) ?? []);
    }

    public ValueTask<bool> Begin(string issuer, IReadOnlyList<SigningKey> keys, CancellationToken ct) => new(pools.TryAdd(issuer, keys));

    public ValueTask Replace(string poolId, IReadOnlyList<SigningKey> added, DateTimeOffset oldOnesVerifyUntil, CancellationToken ct)
    {
        pools.AddOrUpdate(poolId, added, (_, old) => [.. old.Select(key => Ending(key, oldOnesVerifyUntil)), .. added]);
        return ValueTask.CompletedTask;
    }

    private static SigningKey Ending(SigningKey key, DateTimeOffset end) =>
        key.VerifiesUntil < end ? key : key with { VerifiesUntil = end };
}
