using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Deletes rows that time has made meaningless: few at a time, by an index, and never those another node is deleting.</summary>
internal sealed class Housekeeping(IDatabase database, PoolSweep sweep, ImportSweep imports, StorageOptions options) : IHousekeeping
{
    private const int Batch = 500;

    private static readonly (string Table, string Key, string End)[] Tables =
    [
        ("sessions", "pool_id, id", "kept_until"),
        ("spent", "pool_id, value", "forget_after"),
        ("tallies", "pool_id, tally", "forget_after"),
        ("outbox", "id", "keep_until"),
        ("signing_keys", "pool_id, kid", "verifies_until"),
    ];

    /// <inheritdoc/>
    public async ValueTask<int> Purge(DateTimeOffset now, CancellationToken ct)
    {
        var total = await sweep.EmptyAll(ct);
        foreach (var (table, key, end) in Tables)
            total += await Purge(table, key, end, now, ct);

        return total + await imports.Purge(now, ct)
            + await Purge("auth_events", "pool_id, sub, id", "at", now - options.EventRetention, ct)
            + await Purge("deliveries", "pool_id, id", "tried", now - DeliveryNote.Kept, ct);
    }

    private Task<int> Purge(string table, string key, string end, DateTimeOffset until, CancellationToken ct) => database.DeleteInBatches(
        $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE {end} <= @until LIMIT {Batch}{database.Dialect.SkipLocked})",
        new { until = until.Column() },
        Batch,
        ct);

    /// <inheritdoc/>
    public async ValueTask Ping(CancellationToken ct) => await database.Read(connection => connection.ExecuteScalarAsync<long>("SELECT 1"), ct);
}
