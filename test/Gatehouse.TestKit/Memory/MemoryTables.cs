using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>What the parts of the memory store share. Nothing is read or written but under the lock.</summary>
internal sealed class MemoryTables
{
    public Lock Gate { get; } = new();

    public SortedDictionary<string, UserPool> Pools { get; } = new(StringComparer.Ordinal);

    public HashSet<string> UsedPoolIds { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, AppClient> Clients { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Pool, string Sub), StoredUser> Users { get; } = [];

    public Dictionary<(string Pool, string Name), (string Kind, string Sub)> Names { get; } = [];

    /// <summary>The id of the group that a person is in, by its name.</summary>
    public Dictionary<(string Pool, string Group, string Sub), string> Members { get; } = [];

    public Dictionary<(string Pool, string Id), Session> Sessions { get; } = [];

    public Dictionary<(string Pool, string Value), DateTimeOffset> Spent { get; } = [];

    public Dictionary<(string Pool, string Key), Tally> Tallies { get; } = [];

    public Dictionary<string, WaitingMessage> Messages { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Pool, string Id), DeliveryNote> Deliveries { get; } = [];

    public Dictionary<(string Kind, string Pool, string Owner, string Key), object> Parts { get; } = [];

    public Dictionary<(string Pool, string Sub, string Id), AuthEvent> AuthEvents { get; } = [];

    public Dictionary<(string Pool, string Id), StoredImport> Imports { get; } = [];

    public Dictionary<ImportChunk, (DateTimeOffset Kept, byte[] Bytes)> ImportChunks { get; } = [];

    public SortedDictionary<string, IdentityPool> IdentityPools { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, PooledIdentity> Identities { get; } = new(StringComparer.Ordinal);

    public List<SigningKey> SigningKeys { get; } = [];

    public Dictionary<string, string> RingElements { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> RingValues { get; } = new(StringComparer.Ordinal);

    /// <summary>The person as a store gives them out; null when there is none.</summary>
    public User? Load(string poolId, string sub) => Users.GetValueOrDefault((poolId, sub)) is { } stored
        ? new(stored.State, stored.Version) { MayHaveGroups = Members.Keys.Any(key => key.Pool == poolId && key.Sub == sub) }
        : null;

    public static int Drop<TKey, TValue>(Dictionary<TKey, TValue> table, Func<TKey, TValue, bool> gone)
        where TKey : notnull
    {
        var keys = table.Where(row => gone(row.Key, row.Value)).Select(row => row.Key).ToList();
        keys.ForEach(key => table.Remove(key));
        return keys.Count;
    }

    public static Page<T> Page<T>(IEnumerable<T> ordered, Func<T, string> key, string? after, int limit)
    {
        var items = ordered.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).Take(limit + 1).ToList();
        if (items.Count <= limit)
            return new(items, null);

        items.RemoveAt(limit);
        return new(items, key(items[^1]));
    }
}

/// <summary>A person as stored.</summary>
internal sealed record StoredUser(UserState State, long Version)
{
    public User Load() => new(State, Version);
}

/// <summary>A message as stored.</summary>
internal sealed record WaitingMessage(Message Message, string Sub, int Attempts, DateTimeOffset NextTry, DateTimeOffset? KeepUntil);
