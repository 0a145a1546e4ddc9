using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemorySigningKeys(MemoryTables tables, TimeProvider time) : ISigningKeyStore
{
    public ValueTask<IReadOnlyList<SigningKey>> Of(string poolId, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var now = time.GetUtcNow();
            return new(tables.SigningKeys.Where(key => key.PoolId == poolId && !(key.VerifiesUntil <= now))
                .OrderBy(key => key.SignsFrom)
                .ThenBy(key => key.Kid, StringComparer.Ordinal)
                .ToList());
        }
    }

    public ValueTask<bool> Begin(string issuer, IReadOnlyList<SigningKey> keys, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.UsedPoolIds.Add(issuer))
                return new(false);

            tables.SigningKeys.AddRange(keys);
            return new(true);
        }
    }

    public ValueTask Replace(string poolId, IReadOnlyList<SigningKey> added, DateTimeOffset oldOnesVerifyUntil, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (poolId != Realm.Identities && !tables.Pools.ContainsKey(poolId))
                return default;

            for (var i = 0; i < tables.SigningKeys.Count; i++)
            {
                var key = tables.SigningKeys[i];
                if (key.PoolId == poolId && added.Any(a => a.Use == key.Use) && !(key.VerifiesUntil <= oldOnesVerifyUntil))
                    tables.SigningKeys[i] = key with { VerifiesUntil = oldOnesVerifyUntil };
            }

            tables.SigningKeys.AddRange(added);
            return default;
        }
    }
}

internal sealed class MemoryKeyRing(MemoryTables tables) : IKeyRingStore
{
    public IReadOnlyList<string> All()
    {
        lock (tables.Gate)
            return [.. tables.RingElements.Values];
    }

    public void Add(string name, string xml)
    {
        lock (tables.Gate)
            tables.RingElements.TryAdd(name, xml);
    }

    public byte[] GetOrAdd(string name, byte[] candidate)
    {
        lock (tables.Gate)
        {
            tables.RingValues.TryAdd(name, candidate);
            return tables.RingValues[name];
        }
    }
}
