using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemoryOutbox(MemoryTables tables) : IOutbox
{
    public ValueTask<IReadOnlyList<DueMessage>> Take(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var due = Ordered().Where(row => row.KeepUntil is null && row.NextTry <= now).Take(limit).ToList();
            foreach (var row in due)
                tables.Messages[row.Message.Id] = row with { NextTry = now + lease };

            return new(due.ConvertAll(row => new DueMessage(row.Message, row.Attempts)));
        }
    }

    public ValueTask Sent(string messageId, DateTimeOffset? keepUntil, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (keepUntil is null)
                tables.Messages.Remove(messageId);
            else if (tables.Messages.TryGetValue(messageId, out var row))
                tables.Messages[messageId] = row with { KeepUntil = keepUntil };
        }

        return default;
    }

    public ValueTask Failed(string messageId, DateTimeOffset nextTry, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            if (tables.Messages.TryGetValue(messageId, out var row))
                tables.Messages[messageId] = row with { Attempts = row.Attempts + 1, NextTry = nextTry };
        }

        return default;
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
