using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>Parts of one type as rows of one table that all types share.</summary>
internal sealed class PartStore<T>(IDatabase database, PartRows rows) : IParts<T>
    where T : class, IPart
{
    private static readonly PartKind Kind = T.Kind;

    /// <inheritdoc/>
    public ValueTask<T?> Find(string poolId, string owner, string key, CancellationToken ct) =>
        database.Read(async connection => (await Load(connection, PartId.Of(poolId, Kind, owner, key))).Part, ct);

    /// <inheritdoc/>
    public ValueTask<T?> ByClaim(string claim, CancellationToken ct) => database.Read(
        async connection => await PartRows.Holder(connection, Kind, claim) is { } holder ? (await Load(connection, holder)).Part : null, ct);

    /// <inheritdoc/>
    public ValueTask<PartChange<T>> Change(string poolId, string owner, string key, Func<T?, T?> change, CancellationToken ct) =>
        database.Write(tx => Change(tx, PartId.Of(poolId, Kind, owner, key), change), ct);

    /// <inheritdoc/>
    public ValueTask<Page<T>> List(string poolId, string owner, string? after, int limit, CancellationToken ct) => database.Read(
        async connection =>
        {
            var found = await PartRows.After(connection, PartId.Of(poolId, Kind, owner, after ?? ""), after is null, limit + 1);
            return Sql.Page(found.Select(rows.Open<T>), part => part.Key, limit);
        },
        ct);

    /// <inheritdoc/>
    public ValueTask<long> Count(string poolId, string owner, CancellationToken ct) => database.Read(
        connection => connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM parts WHERE pool_id = @poolId AND kind = @kind AND owner = @owner", new { poolId, kind = Kind.Name, owner }),
        ct);

    private async Task<(T? Part, long Version)> Load(DbConnection connection, PartId id, string locking = "") =>
        await PartRows.One(connection, id, locking) is { } row ? (rows.Open<T>(row), row.Version) : (null, 0);

    private async Task<PartChange<T>> Change(Transaction tx, PartId id, Func<T?, T?> change)
    {
        var (before, version) = await Load(tx.Connection, id, database.Dialect.ForUpdate);
        var next = change(before);
        if (ReferenceEquals(next, before))
            return new(before);

        if (next is null)
        {
            await PartRows.Delete(tx.Connection, id, version);
            await PartRows.Release(tx.Connection, id, before!.Claims);
            return default;
        }

        if (before is null && !await OwnerIsThere(tx.Connection, id))
            return new(null, IsOrphan: true);

        await rows.Save(tx.Connection, id, next, version);
        await PartRows.Release(tx.Connection, id, (before?.Claims ?? []).Except(next.Claims, StringComparer.Ordinal));
        if (await PartRows.Claim(tx.Connection, id, next.Claims.Except(before?.Claims ?? [], StringComparer.Ordinal)) is { } taken)
        {
            tx.Abandon();
            return new(before, taken);
        }

        return new(next);
    }

    // Holding on to the pool or person: who deletes them meanwhile waits, and then deletes this part too.
    private async Task<bool> OwnerIsThere(DbConnection connection, PartId id)
    {
        if (id.PoolId.Length == 0)
            return true; // The installation is always there.

        var statement = id.Owner.Length == 0
            ? "SELECT id FROM pools WHERE id = @PoolId"
            : "SELECT sub FROM users WHERE pool_id = @PoolId AND sub = @Owner";
        return await connection.ExecuteScalarAsync<string>(statement + database.Dialect.ForKeyShare, id) is not null;
    }
}
