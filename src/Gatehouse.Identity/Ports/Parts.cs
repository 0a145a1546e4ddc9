namespace Gatehouse.Identity;

/// <summary>How parts of one kind are kept.</summary>
/// <param name="Name">The kind in lower-case words, as <c>resource-server</c>; never changed once rows have it.</param>
/// <param name="IsSecret">Whether the whole part lies sealed, because something in it is secret.</param>
public sealed record PartKind(string Name, bool IsSecret = false);

/// <summary>
/// Something small that belongs to a pool or to one of its people and is kept whole under a key: a group, a provider, a device. It is
/// plain immutable data that JSON can carry.
/// </summary>
public interface IPart
{
    /// <summary>How parts of this type are kept.</summary>
    static abstract PartKind Kind { get; }

    /// <summary>The pool it belongs to; empty for what is the installation's own.</summary>
    string PoolId { get; }

    /// <summary>The sub of the person it belongs to; empty for what is the pool's own.</summary>
    string Owner => "";

    /// <summary>By what it is found among its owner's parts of this kind, as spelled; at most 1,000 bytes of UTF-8.</summary>
    string Key { get; }

    /// <summary>Names that no other part of this kind in the whole installation may have, as the host name of a domain.</summary>
    IReadOnlyList<string> Claims => [];
}

/// <summary>How a change to a part ended.</summary>
/// <param name="Part">The part as it is stored now; null when there is none.</param>
/// <param name="Taken">The claim that another part holds; then nothing was stored.</param>
/// <param name="IsOrphan">The pool or person is gone; then nothing was stored.</param>
public readonly record struct PartChange<T>(T? Part, string? Taken = null, bool IsOrphan = false)
    where T : class, IPart;

/// <summary>The parts of one type. Never answered from a cache; they go when their pool or person goes.</summary>
public interface IParts<T>
    where T : class, IPart
{
    /// <summary>The part, or null.</summary>
    ValueTask<T?> Find(string poolId, string owner, string key, CancellationToken ct);

    /// <summary>The part that holds a claim, in whatever pool; null when nobody does.</summary>
    ValueTask<T?> ByClaim(string claim, CancellationToken ct);

    /// <summary>
    /// Changes one part in one atomic step, again after a lost race: so the change touches nothing else. It is given the part as stored or
    /// null, and answers the part as it shall be: null removes it, the very same object stores nothing. Its key and owner stay.
    /// </summary>
    ValueTask<PartChange<T>> Change(string poolId, string owner, string key, Func<T?, T?> change, CancellationToken ct);

    /// <summary>Parts of one owner in order of their keys, after a given key.</summary>
    ValueTask<Page<T>> List(string poolId, string owner, string? after, int limit, CancellationToken ct);

    /// <summary>How many parts of this type an owner has.</summary>
    ValueTask<long> Count(string poolId, string owner, CancellationToken ct);
}

/// <summary>The plain cases of changing a part.</summary>
public static class PartsExtensions
{
    /// <summary>Adds a part. <see cref="PartChange{T}.Part"/> is another object than the one given when its key was in use.</summary>
    public static ValueTask<PartChange<T>> Add<T>(this IParts<T> parts, T part, CancellationToken ct)
        where T : class, IPart => parts.Change(part.PoolId, part.Owner, part.Key, there => there ?? part, ct);

    /// <summary>Removes a part; false when there was none.</summary>
    public static async ValueTask<bool> Remove<T>(this IParts<T> parts, string poolId, string owner, string key, CancellationToken ct)
        where T : class, IPart
    {
        var found = false;
        await parts.Change(
            poolId,
            owner,
            key,
            there =>
            {
                found = there is not null;
                return null;
            },
            ct);
        return found;
    }

    /// <summary>Every part of an owner, in order of keys; for kinds of which an owner has few.</summary>
    public static async ValueTask<IReadOnlyList<T>> All<T>(this IParts<T> parts, string poolId, string owner, CancellationToken ct)
        where T : class, IPart
    {
        const int atOnce = 500;
        var all = new List<T>();
        string? after = null;
        do
        {
            var page = await parts.List(poolId, owner, after, atOnce, ct);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        return all;
    }
}
