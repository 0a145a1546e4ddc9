using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemorySessions(MemoryTables tables) : ISessions
{
    public ValueTask<bool> Open(Session session, long? personVersion, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.Users.TryGetValue((session.PoolId, session.Sub), out var user)
                && user.State.Enabled
                && (personVersion is null || personVersion == user.Version)
                && tables.Sessions.TryAdd((session.PoolId, session.Id), session));
        }
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
}
