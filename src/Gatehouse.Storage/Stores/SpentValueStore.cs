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
}
