using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryAuthEvents(MemoryTables tables) : IAuthEvents
{
    public ValueTask Append(IReadOnlyList<AuthEvent> events, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            foreach (var happened in events.Where(happened => tables.Users.ContainsKey((happened.PoolId, happened.Sub))))
            {
                tables.AuthEvents.TryAdd((happened.PoolId, happened.Sub, happened.Id), happened);
                Trim(happened.PoolId, happened.Sub);
            }
        }

        return default;
    }

    public ValueTask<Page<AuthEvent>> List(string poolId, string sub, string? before, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var older = Of(poolId, sub).Where(happened => before is null || string.CompareOrdinal(happened.Id, before) < 0);
            return new(MemoryTables.Page(older, happened => happened.Id, null, limit));
        }
    }

    public ValueTask<AuthEvent?> Change(string poolId, string sub, string id, Func<AuthEvent, AuthEvent> change, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(tables.AuthEvents.TryGetValue((poolId, sub, id), out var happened)
                ? tables.AuthEvents[(poolId, sub, id)] = change(happened)
                : null);
        }
    }

    private void Trim(string poolId, string sub)
    {
        var surplus = Of(poolId, sub).Where(happened => happened.IsProven).Skip(AuthEvent.MostProven)
            .Concat(Of(poolId, sub).Where(happened => !happened.IsProven).Skip(AuthEvent.MostUnproven))
            .ToList();
        surplus.ForEach(happened => tables.AuthEvents.Remove((poolId, sub, happened.Id)));
    }

    // Newest first.
    private IEnumerable<AuthEvent> Of(string poolId, string sub) => tables.AuthEvents.Values
        .Where(happened => happened.PoolId == poolId && happened.Sub == sub)
        .OrderByDescending(happened => happened.Id, StringComparer.Ordinal);
}
