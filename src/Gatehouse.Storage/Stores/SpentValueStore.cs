using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Values that were used once.</summary>
internal sealed class SpentValueStore(IDatabase database) : ISpentValues
{
    /// <inheritdoc/>
    public ValueTask<bool> Spend(string poolId, byte[] value, DateTimeOffset forgetAfter, CancellationToken ct) => database.Write(
        async tx => await tx.Connection.ExecuteAsync(
            "INSERT INTO spent (pool_id, value, forget_after) VALUES (@poolId, @value, @end) ON CONFLICT DO NOTHING",
            new { poolId, value, end = forgetAfter.Column() }) == 1,
        ct);

    /// <inheritdoc/>
    public ValueTask<bool> IsSpent(string poolId, byte[] value, CancellationToken ct) => database.Read(
        async connection => await connection.ExecuteScalarAsync<long?>("SELECT 1 FROM spent WHERE pool_id = @poolId AND value = @value", new { poolId, value }) is not null,
        ct);
}
