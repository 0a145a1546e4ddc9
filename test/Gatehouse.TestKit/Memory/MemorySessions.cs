using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemorySessions(MemoryTables tables) : ISessions
{
    public ValueTask<bool> Open(Session session, long? personVersion, int? most, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var opened = tables.Users.TryGetValue((session.PoolId, session.Sub), out var user)
                && user.State.Enabled
                && (personVersion is null || personVersion == user.Version)
                && tables.Sessions.TryAdd((session.PoolId, session.Id), session);
            if (opened && most is { } keep)
            {
                foreach (var evicted in Kept(session.PoolId, session.Sub, session.AuthTime).Where(other => other.Id != session.Id).Skip(keep - 1).ToList())
                    tables.Sessions.Remove((evicted.PoolId, evicted.Id));
            }

            return new(opened);
        }
    }

    public ValueTask Used(IReadOnlyCollection<UsedSession> used, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            foreach (var (session, use) in used)
            {
                var id = (session.PoolId, session.Id);
                if (tables.Sessions.TryGetValue(id, out var stored) && !(stored.LastUse?.At > use.At))
                    tables.Sessions[id] = stored with { LastUse = use };
            }
        }

        return default;
    }

    public ValueTask<IReadOnlyList<Session>> Of(string poolId, string sub, DateTimeOffset now, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(Kept(poolId, sub, now).Take(limit).ToList());
    }

    public ValueTask<Session?> Find(string poolId, string id, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Sessions.GetValueOrDefault((poolId, id)));
    }

    public ValueTask<Session?> ByRefreshHash(string poolId, byte[] refreshHash, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.Sessions.FirstOrDefault(row => row.Key.Pool == poolId && row.Value.RefreshHash.AsSpan().SequenceEqual(refreshHash)).Value);
        }
    }

    public ValueTask<Session?> Change(string poolId, string id, Func<Session, Session?> change, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Sessions.TryGetValue((poolId, id), out var session))
                return new((Session?)null);

            var next = change(session);
            if (next is null)
                tables.Sessions.Remove((poolId, id));
            else
                tables.Sessions[(poolId, id)] = next;
            return new(next);
        }
    }

    public ValueTask<bool> Close(string poolId, string id, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Sessions.Remove((poolId, id)));
    }

    public ValueTask EndRefresh(string poolId, string sub, string deviceKey, DateTimeOffset now, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            foreach (var (key, session) in tables.Sessions.ToList())
            {
                if (key.Pool == poolId && session.Sub == sub && session.DeviceKey == deviceKey && session.RefreshUntil > now)
                    tables.Sessions[key] = session with { RefreshUntil = now };
            }
        }

        return default;
    }

    public ValueTask CloseAll(string poolId, string sub, CancellationToken ct)
    {
        lock (tables.Gate)
            MemoryTables.Drop(tables.Sessions, (key, session) => key.Pool == poolId && session.Sub == sub);

        return default;
    }

    private IEnumerable<Session> Kept(string poolId, string sub, DateTimeOffset now) => tables.Sessions.Values
        .Where(session => session.PoolId == poolId && session.Sub == sub && session.LastUse is not null && session.RefreshUntil > now)
        .OrderByDescending(session => session.LastUse!.At)
        .ThenBy(session => session.Id, StringComparer.Ordinal);
}
