using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Deletes what is left of imports: files that none waits for, and imports that were over long ago, with their logs.</summary>
internal sealed class ImportSweep(IDatabase database)
{
    private const int Batch = 500;

    // A file may be on its way for minutes before its import names it.
    private static readonly TimeSpan Arrival = TimeSpan.FromHours(3);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(90);

    /// <summary>Deletes it; answers how many rows went.</summary>
    public async Task<int> Purge(DateTimeOffset now, CancellationToken ct)
    {
        var past = new { now = now.Column(), arrived = (now - Arrival).Column(), memory = (now - Memory).Column() };
        var total = await Delete(
            "import_chunks",
            "pool_id, upload, number",
            """
            SELECT c.pool_id, c.upload, c.number FROM import_chunks c WHERE c.kept <= @arrived AND NOT EXISTS
                (SELECT 1 FROM imports i WHERE i.pool_id = c.pool_id AND i.upload = c.upload AND (i.active = 1 OR i.ended > @now))
            """);
        total += await Delete(
            "import_log",
            "pool_id, import_id, position",
            """
            SELECT l.pool_id, l.import_id, l.position FROM import_log l
            JOIN imports i ON i.pool_id = l.pool_id AND i.id = l.import_id WHERE i.ended <= @memory
            """);
        return total + await Delete("imports", "pool_id, id", "SELECT pool_id, id FROM imports WHERE ended <= @memory");

        Task<int> Delete(string table, string key, string select) =>
            database.DeleteInBatches($"DELETE FROM {table} WHERE ({key}) IN ({select} LIMIT {Batch})", past, Batch, ct);
    }
}
