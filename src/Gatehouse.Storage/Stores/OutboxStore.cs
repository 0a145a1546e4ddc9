using Dapper;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Storage;

/// <summary>Messages as rows.</summary>
internal sealed partial class OutboxStore(IDatabase database, OutboxRows rows, ILogger<OutboxStore> log) : IOutbox
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DueMessage>> Take(Way way, int limit, DateTimeOffset now, TimeSpan lease, CancellationToken ct)
    {
        var statement =
            $"""
            WITH due AS MATERIALIZED (
                SELECT id FROM outbox WHERE way = @way AND next_try <= @now ORDER BY created, id LIMIT @limit{database.Dialect.SkipLocked})
            UPDATE outbox SET next_try = @until WHERE id IN (SELECT id FROM due) RETURNING id, attempts, payload
            """;
        var taken = await database.Write(
            tx => tx.Connection.QueryAsync<Row>(statement, new { way = (long)way, now = now.Column(), until = (now + lease).Column(), limit }), ct);
        return [.. Opened(taken).OrderBy(due => due.Message.Created).ThenBy(due => due.Message.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask Ended(DeliveryNote note, DateTimeOffset? keepUntil, CancellationToken ct) => keepUntil is { } end
        ? Note("UPDATE outbox SET next_try = NULL, keep_until = @time WHERE id = @id", note, end, ct)
        : Note("DELETE FROM outbox WHERE id = @id", note, default, ct);

    /// <inheritdoc/>
    public ValueTask Failed(DeliveryNote note, DateTimeOffset nextTry, CancellationToken ct) =>
        Note("UPDATE outbox SET attempts = attempts + 1, next_try = @time WHERE id = @id AND keep_until IS NULL", note, nextTry, ct);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DeliveryNote>> Notes(string poolId, int limit, CancellationToken ct)
    {
        var found = await database.Read(
            connection => connection.QueryAsync<string>(
                "SELECT state FROM deliveries WHERE pool_id = @poolId ORDER BY tried DESC, id DESC LIMIT @limit", new { poolId, limit }),
            ct);
        return [.. found.Select(Documents.Read<DeliveryNote>)];
    }

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

    // A message that is gone leaves no note: its pool or person went, or another node saw to it.
    private async ValueTask Note(string statement, DeliveryNote note, DateTimeOffset time, CancellationToken ct) => await database.Write(
        async tx => await tx.Connection.ExecuteAsync(statement, new { id = note.MessageId, time = time.Column() }) == 0 ? 0 : await tx.Connection.ExecuteAsync(
            """
            INSERT INTO deliveries (pool_id, id, tried, state) VALUES (@PoolId, @MessageId, @tried, @state)
            ON CONFLICT (pool_id, id) DO UPDATE SET tried = excluded.tried, state = excluded.state
            """,
            new { note.PoolId, note.MessageId, tried = note.Tried.Column(), state = Documents.Write(note) }),
        ct);

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
