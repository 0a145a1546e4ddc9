using Dapper;

namespace Gatehouse.Storage;

/// <summary>Deletes what was in a deleted pool, in batches: a million people must not hold up those of other pools.</summary>
internal sealed class PoolSweep(IDatabase database)
{
    private const int Batch = 1000;

    // Each table with the rest of its key. People go first: without a person nobody opens a session behind the sweep's back.
    private static readonly (string Table, string Key)[] Tables =
    [
        ("users", "sub"), ("sessions", "id"), ("spent", "value"), ("tallies", "tally"), ("outbox", "id"), ("deliveries", "id"),
        ("user_names", "value"), ("user_attributes", "name, value, sub"), ("pool_counts", "slot"),
        ("parts", "kind, owner, key"), ("part_claims", "kind, claim"), ("group_members", "name, sub"),
        ("auth_events", "sub, id"), ("identities", "id"), ("identity_logins", "provider, subject"),
        ("imports", "id"), ("import_chunks", "upload, number"), ("import_log", "import_id, position"),
    ];

    /// <summary>Empties one pool.</summary>
    public async Task<int> Empty(string poolId, CancellationToken ct)
    {
        var total = 0;
        foreach (var (table, key) in Tables)
        {
            total += await database.DeleteInBatches(
                $"DELETE FROM {table} WHERE pool_id = @poolId AND ({key}) IN (SELECT {key} FROM {table} WHERE pool_id = @poolId LIMIT {Batch})",
                new { poolId },
                Batch,
                ct);
        }

        await database.Write(tx => tx.Connection.ExecuteAsync("DELETE FROM pools_to_empty WHERE id = @poolId", new { poolId }), ct);
        return total;
    }

    /// <summary>Empties every pool whose sweep was broken off.</summary>
    public async Task<int> EmptyAll(CancellationToken ct)
    {
        var total = 0;
        foreach (var poolId in await database.Read(c => c.QueryAsync<string>("SELECT id FROM pools_to_empty"), ct))
            total += await Empty(poolId, ct);

        return total;
    }
}
