using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryOutbox(MemoryTables tables) : IOutbox
{
    public ValueTask<IReadOnlyList<DueMessage>> Take(Way way, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var due = Ordered().Where(row => row.Message.Way == way && row.KeepUntil is null && row.NextTry <= now).Take(limit).ToList();
            foreach (var row in due)
                tables.Messages[row.Message.Id] = row with { NextTry = now + lease };

            return new(due.ConvertAll(row => new DueMessage(row.Message, row.Attempts)));
        }
    }

    public ValueTask Ended(DeliveryNote note, DateTimeOffset? keepUntil, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Messages.TryGetValue(note.MessageId, out var row))
                return default;
            if (keepUntil is null)
                tables.Messages.Remove(note.MessageId);
            else
                tables.Messages[note.MessageId] = row with { KeepUntil = keepUntil };
            tables.Deliveries[(note.PoolId, note.MessageId)] = note;
        }

        return default;
    }

    public ValueTask Failed(DeliveryNote note, DateTimeOffset nextTry, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (!tables.Messages.TryGetValue(note.MessageId, out var row) || row.KeepUntil is not null)
                return default;
            tables.Messages[note.MessageId] = row with { Attempts = row.Attempts + 1, NextTry = nextTry };
            tables.Deliveries[(note.PoolId, note.MessageId)] = note;
        }

        return default;
    }

    public ValueTask<IReadOnlyList<DeliveryNote>> Notes(string poolId, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new([.. tables.Deliveries.Values
                .Where(note => note.PoolId == poolId)
                .OrderByDescending(note => note.Tried).ThenByDescending(note => note.MessageId, StringComparer.Ordinal)
                .Take(limit)]);
        }
    }

    public ValueTask<IReadOnlyList<Message>> Read(string? destination, int limit, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            return new(Ordered().Select(row => row.Message).Where(m => destination is null || m.Destination == destination).Take(limit).ToList());
        }
    }

    private IEnumerable<WaitingMessage> Ordered() =>
        tables.Messages.Values.OrderBy(row => row.Message.Created).ThenBy(row => row.Message.Id, StringComparer.Ordinal);
}
