using System.Collections.Concurrent;

namespace Gatehouse.Storage;

/// <summary>Immutable settings in memory, by id, until news comes that they changed.</summary>
internal sealed class Snapshots<T>
    where T : class
{
    private const int MaxCount = 10_000;

    private readonly ConcurrentDictionary<string, T> known = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly Notices notices;
    private long news;

    /// <summary>Listens to the news.</summary>
    public Snapshots(Notices notices)
    {
        this.notices = notices;
        notices.Subscribe(Forget);
    }

    /// <summary>The snapshot, loaded when it is not here. Unknown ids are not remembered, so nobody fills the memory with inventions.</summary>
    public ValueTask<T?> Find(string id, Func<string, ValueTask<T?>> load) =>
        known.TryGetValue(id, out var value) ? new(value) : Load(id, load);

    private async ValueTask<T?> Load(string id, Func<string, ValueTask<T?>> load)
    {
        var before = Interlocked.Read(ref news);
        var value = await load(id);
        if (value is null)
            return null;

        lock (gate)
        {
            // News that came while it was loaded may be about it.
            if (news != before || !notices.AreComplete)
                return value;
            if (known.Count >= MaxCount)
                known.Clear();
            known[id] = value;
        }

        return value;
    }

    private void Forget(string id)
    {
        lock (gate)
        {
            Interlocked.Increment(ref news);
            if (id == Notices.Everything)
                known.Clear();
            else
                known.TryRemove(id, out _);
        }
    }
}
