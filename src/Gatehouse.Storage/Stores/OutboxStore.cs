using Dapper;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Storage;

/// <summary>Messages as rows.</summary>
internal sealed partial class OutboxStore(IDatabase database, OutboxRows rows, ILogger<OutboxStore> log) : IOutbox
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueMessage>> Take(int limit, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        var statement =
            $"""
            WITH due AS MATERIALIZED (
                SELECT id FROM outbox WHERE next_try <= @now ORDER BY created, id LIMIT @limit{database.Dialect.SkipLocked})
            UPDATE outbox SET next_try = @until WHERE id IN (SELECT id FROM due) RETURNING id, attempts, payload
            """;
        var taken = await database.Write(
            tx => tx.Connection.QueryAsync<Row>(statement, new { now = now.Column(), until = (now + lease).Column(), limit }), ct);
        return [.. Opened(taken).OrderBy(due => due.Message.Created).ThenBy(due => due.Message.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public async ValueTask Sent(string messageId, DateTimeOffset? keepUntil, CancellationToken ct) => await database.Write(
        tx => keepUntil is { } end
            ? tx.Connection.ExecuteAsync(
                "UPDATE outbox SET next_try = NULL, keep_until = @end WHERE id = @messageId", new { messageId, end = end.Column() })
            : tx.Connection.ExecuteAsync("DELETE FROM outbox WHERE id = @messageId", new { messageId }),
        ct);

    /// <inheritdoc/>
    public async ValueTask Failed(string messageId, DateTimeOffset nextTry, CancellationToken ct) => await database.Write(
        tx => tx.Connection.ExecuteAsync(
            "UPDATE outbox SET attempts = attempts + 1, next_try = @next WHERE id = @messageId AND keep_until IS NULL",
            new { messageId, next = nextTry.Column() }),
        ct);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Message>> Read(string? destination, int limit, CancellationToken ct)
    {
        var condition = destination is null ? "" : "WHERE destination = @digest ";
        var digest = destination is null ? null : rows.Digest(destination);
        var found = await database.Read(
            connection => connection.QueryAsync<Row>(
                $"SELECT id, attempts, payload FROM outbox {condition}ORDER BY created, id LIMIT @limit", new { digest, limit }),
            ct);
        return [.. Opened(found).Select(due => due.Message)];
    }

    // One message that does not open must not keep the others from going out; it comes up again when its lease ends.
    private IEnumerable<DueMessage> Opened(IEnumerable<Row> found)
    {
        foreach (var row in found)
        {
            if (rows.Open(row.Id, row.Payload) is { } message)
                yield return new(message, (int)row.Attempts);
            else
                Log.DoesNotOpen(log, row.Id);
        }
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";

        public long Attempts { get; init; }

        public byte[] Payload { get; init; } = [];
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Message {Id} does not open: it was changed, moved, or sealed under another key.")]
        public static partial void DoesNotOpen(ILogger log, string id);
    }
}
