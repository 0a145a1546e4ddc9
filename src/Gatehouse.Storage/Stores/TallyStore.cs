using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Tallies as rows; no row is <see cref="Tally.None"/>.</summary>
internal sealed class TallyStore(IDatabase database) : ITallies
{
    /// <inheritdoc/>
    public ValueTask<Tally?> Find(string poolId, string key, CancellationToken ct) =>
        database.Read(connection => Load(connection, poolId, ByteKey.Of(key)), ct);

    /// <inheritdoc/>
    public ValueTask<T> Change<T>(string poolId, string key, Func<Tally, (Tally Next, T Outcome)> change, CancellationToken ct) => database.Write(
        async tx =>
        {
            var tally = ByteKey.Of(key);
            while (true)
            {
                var before = await Load(tx.Connection, poolId, tally, database.Dialect.ForUpdate);
                var (next, outcome) = change(before ?? Tally.None);
                if (next == (before ?? Tally.None) || await Save(tx.Connection, poolId, tally, before, next))
                    return outcome;
            }
        },
        ct);

    private static async Task<Tally?> Load(DbConnection connection, string poolId, byte[] tally, string locking = "") =>
        await connection.QuerySingleOrDefaultAsync<string>(
            $"SELECT state FROM tallies WHERE pool_id = @poolId AND tally = @tally{locking}", new { poolId, tally }) is { } state
            ? Documents.Read<Tally>(state)
            : null;

    /// <summary>False when another node wrote the first count at the same moment.</summary>
    private static async Task<bool> Save(DbConnection connection, string poolId, byte[] tally, Tally? before, Tally next)
    {
        var statement = (before, next) switch
        {
            (null, _) => "INSERT INTO tallies (pool_id, tally, forget_after, state) VALUES (@poolId, @tally, @end, @state) ON CONFLICT DO NOTHING",
            _ when next == Tally.None => "DELETE FROM tallies WHERE pool_id = @poolId AND tally = @tally",
            _ => "UPDATE tallies SET forget_after = @end, state = @state WHERE pool_id = @poolId AND tally = @tally",
        };
        return await connection.ExecuteAsync(
            statement, new { poolId, tally, end = next == Tally.None ? 0 : next.ForgetAfter.Column(), state = Documents.Write(next) }) == 1;
    }
}
