using Gatehouse.Identity;

namespace Gatehouse.TestKit;

/// <summary>Parts of one type, kept in memory.</summary>
public sealed class MemoryParts<T>(MemoryStore store) : IParts<T>
    where T : class, IPart
{
    private readonly MemoryTables tables = store.Tables;

    public ValueTask<T?> Find(string poolId, string owner, string key, CancellationToken ct)
    {
        lock (tables.Gate)
            return new((T?)tables.Parts.GetValueOrDefault((T.Kind.Name, poolId, owner, key)));
    }

    public ValueTask<T?> ByClaim(string claim, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Rows().FirstOrDefault(part => part.Claims.Contains(claim)));
    }

    public ValueTask<PartChange<T>> Change(string poolId, string owner, string key, Func<T?, T?> change, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Change(change, (T.Kind.Name, poolId, owner, key)));
    }

    public ValueTask<Page<T>> List(string poolId, string owner, string? after, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var mine = Rows().Where(part => part.PoolId == poolId && part.Owner == owner).OrderBy(part => part.Key, StringComparer.Ordinal);
            return new(MemoryTables.Page(mine, part => part.Key, after, limit));
        }
    }

    public ValueTask<long> Count(string poolId, string owner, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Rows().LongCount(part => part.PoolId == poolId && part.Owner == owner));
    }

    private PartChange<T> Change(Func<T?, T?> change, (string Kind, string Pool, string Owner, string Key) id)
    {
        var before = (T?)tables.Parts.GetValueOrDefault(id);
        var next = change(before);
        if (ReferenceEquals(next, before))
            return new(before);

        if (next is null)
        {
            tables.Parts.Remove(id);
            return default;
        }

        if (before is null && !OwnerIsThere(id.Pool, id.Owner))
            return new(null, IsOrphan: true);

        var others = Rows().Where(part => !ReferenceEquals(part, before)).SelectMany(part => part.Claims).ToHashSet(StringComparer.Ordinal);
        if (next.Claims.Order(StringComparer.Ordinal).FirstOrDefault(others.Contains) is { } taken)
            return new(before, taken);

        tables.Parts[id] = next;
        return new(next);
    }

    private bool OwnerIsThere(string pool, string owner) =>
        pool.Length == 0 || (owner.Length == 0 ? tables.Pools.ContainsKey(pool) : tables.Users.ContainsKey((pool, owner)));

    private IEnumerable<T> Rows() => tables.Parts.Values.OfType<T>();
}
