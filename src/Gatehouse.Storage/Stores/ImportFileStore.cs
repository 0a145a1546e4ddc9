using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Files of imports as rows: each chunk is sealed for its place in its file.</summary>
internal sealed class ImportFileStore(IDatabase database, ISecretBox secrets) : IImportFiles
{
    /// <inheritdoc/>
    public async ValueTask Keep(ImportChunk chunk, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken ct)
    {
        var box = secrets.Seal(Purpose(chunk), bytes.Span);
        await database.Write(
            tx => tx.Connection.ExecuteAsync(
                "INSERT INTO import_chunks (pool_id, upload, number, kept, box) VALUES (@PoolId, @Upload, @Number, @now, @box)",
                new { chunk.PoolId, chunk.Upload, chunk.Number, now = now.Column(), box }),
            ct);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> Read(ImportChunk chunk, CancellationToken ct)
    {
        var box = await database.Read(
            connection => connection.QuerySingleOrDefaultAsync<byte[]>(
                "SELECT box FROM import_chunks WHERE pool_id = @PoolId AND upload = @Upload AND number = @Number", chunk),
            ct);
        return box is null ? null : secrets.Open(Purpose(chunk), box);
    }

    /// <inheritdoc/>
    public async ValueTask Drop(string poolId, string upload, CancellationToken ct)
    {
        const int batch = 50;
        await database.DeleteInBatches(
            $"""
            DELETE FROM import_chunks WHERE pool_id = @poolId AND upload = @upload AND number IN
                (SELECT number FROM import_chunks WHERE pool_id = @poolId AND upload = @upload LIMIT {batch})
            """,
            new { poolId, upload },
            batch,
            ct);
    }

    private static string Purpose(ImportChunk chunk) => $"import-chunk/{chunk.PoolId}/{chunk.Upload}/{chunk.Number}";
}
