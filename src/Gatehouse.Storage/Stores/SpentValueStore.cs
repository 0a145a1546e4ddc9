using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Values that were used once.</summary>
internal sealed class SpentValueStore(IDatabase database) : ISpentValues
{
    /// <inheritdoc/>
    public ValueTask<bool> Spend(string poolId, byte[] value, DateTimeOffset forgetAfter, CancellationToken ct) =>
        database.Write(tx => Spend(tx.Connection, poolId, value, forgetAfter), ct);

    /// <inheritdoc/>
    public ValueTask<bool> Bind(string poolId, byte[] value, byte[] holder, DateTimeOffset forgetAfter, CancellationToken ct) => database.Write(
        async tx =>
        {
            // Whoever comes second waits here for the first to commit, and then sees whose it is.
            byte[] held = [.. value, .. holder];
            return await Spend(tx.Connection, poolId, value, forgetAfter)
                ? await Spend(tx.Connection, poolId, held, forgetAfter)
                : await IsSpent(tx.Connection, poolId, held);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<bool> IsSpent(string poolId, byte[] value, CancellationToken ct) => database.Read(connection => IsSpent(connection, poolId, value), ct);

    private static async Task<bool> Spend(DbConnection connection, string poolId, byte[] value, DateTimeOffset forgetAfter) => await connection.ExecuteAsync(
        "INSERT INTO spent (pool_id, value, forget_after) VALUES (@poolId, @value, @end) ON CONFLICT DO NOTHING",
        new { poolId, value, end = forgetAfter.Column() }) == 1;

    private static async Task<bool> IsSpent(DbConnection connection, string poolId, byte[] value) =>
        await connection.ExecuteScalarAsync<long?>("SELECT 1 FROM spent WHERE pool_id = @poolId AND value = @value", new { poolId, value }) is not null;
}
