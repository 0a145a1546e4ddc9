using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>The key of a part's row.</summary>
internal sealed record PartId
{
    public string PoolId { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Owner { get; init; } = "";

    public byte[] Key { get; init; } = [];

    /// <summary>The row of a part.</summary>
    public static PartId Of(string poolId, PartKind kind, string owner, string key) =>
        new() { PoolId = poolId, Kind = kind.Name, Owner = owner, Key = ByteKey.Beginning(key) };
}

/// <summary>A part's row.</summary>
internal sealed record PartRow
{
    public string PoolId { get; init; } = "";

    public string Owner { get; init; } = "";

    public byte[] Key { get; init; } = [];

    public long Version { get; init; }

    public string State { get; init; } = "";

    public byte[]? Box { get; init; }
}

/// <summary>Rows of parts and of the names they claim.</summary>
internal sealed class PartRows(ISecretBox secrets)
{
    private const string Columns = "pool_id AS PoolId, owner, key, version, state, box";
    private const string ThisRow = "pool_id = @PoolId AND kind = @Kind AND owner = @Owner AND key = @Key";

    /// <summary>One row, or null.</summary>
    public static Task<PartRow?> One(DbConnection connection, PartId id, string locking) =>
        connection.QuerySingleOrDefaultAsync<PartRow>($"SELECT {Columns} FROM parts WHERE {ThisRow}{locking}", id);

    /// <summary>Rows of the same kind and owner in order of their keys, from the first or after a key.</summary>
    public static Task<IEnumerable<PartRow>> After(DbConnection connection, PartId id, bool fromFirst, int count) => connection.QueryAsync<PartRow>(
        $"SELECT {Columns} FROM parts WHERE pool_id = @PoolId AND kind = @Kind AND owner = @Owner AND (@all = 1 OR key > @Key) ORDER BY key LIMIT @count",
        new { id.PoolId, id.Kind, id.Owner, id.Key, all = fromFirst ? 1L : 0L, count });

    /// <summary>The row that holds a claim, or null.</summary>
    public static Task<PartId?> Holder(DbConnection connection, PartKind kind, string claim) => connection.QuerySingleOrDefaultAsync<PartId>(
        "SELECT pool_id AS PoolId, kind, owner, key FROM part_claims WHERE kind = @kind AND claim = @claim",
        new { kind = kind.Name, claim = ByteKey.Of(claim) });

    /// <summary>The part in a row.</summary>
    public T Open<T>(PartRow row)
        where T : class, IPart => row.Box is { } box
            ? Documents.Read<T>(secrets.Open(Purpose(row.PoolId, T.Kind.Name, row.Owner, row.Key), box))
            : Documents.Read<T>(row.State);

    /// <summary>Stores a part: a new row for version 0, else the row that was loaded with that version.</summary>
    public Task Save<T>(DbConnection connection, PartId id, T part, long version)
        where T : class, IPart
    {
        var box = T.Kind.IsSecret ? secrets.Seal(Purpose(id.PoolId, id.Kind, id.Owner, id.Key), Documents.WriteBytes(part)) : null;
        return connection.SaveOne(
            version == 0
                ? """
                  INSERT INTO parts (pool_id, kind, owner, key, version, state, box)
                  VALUES (@PoolId, @Kind, @Owner, @Key, 1, @state, @box) ON CONFLICT DO NOTHING
                  """
                : $"UPDATE parts SET version = version + 1, state = @state, box = @box WHERE {ThisRow} AND version = @version",
            new { id.PoolId, id.Kind, id.Owner, id.Key, version, state = box is null ? Documents.Write(part) : "", box });
    }

    /// <summary>Deletes the row that was loaded with that version.</summary>
    public static Task Delete(DbConnection connection, PartId id, long version) => connection.SaveOne(
        $"DELETE FROM parts WHERE {ThisRow} AND version = @version", new { id.PoolId, id.Kind, id.Owner, id.Key, version });

    /// <summary>Gives claims up.</summary>
    public static async Task Release(DbConnection connection, PartId id, IEnumerable<string> claims)
    {
        foreach (var claim in claims)
        {
            await connection.ExecuteAsync(
                $"DELETE FROM part_claims WHERE {ThisRow} AND claim = @claim", new { id.PoolId, id.Kind, id.Owner, id.Key, claim = ByteKey.Of(claim) });
        }
    }

    /// <summary>Takes claims; answers the first that somebody else holds.</summary>
    public static async Task<string?> Claim(DbConnection connection, PartId id, IEnumerable<string> claims)
    {
        // In one order everywhere, so that two who want the same two do not wait for each other.
        foreach (var claim in claims.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var stored = await connection.ExecuteAsync(
                "INSERT INTO part_claims (kind, claim, pool_id, owner, key) VALUES (@Kind, @claim, @PoolId, @Owner, @Key) ON CONFLICT DO NOTHING",
                new { id.Kind, claim = ByteKey.Of(claim), id.PoolId, id.Owner, id.Key });
            if (stored == 0)
                return claim;
        }

        return null;
    }

    private static string Purpose(string poolId, string kind, string owner, byte[] key) =>
        $"{kind}/{poolId}/{owner}/{Convert.ToHexStringLower(key)}";
}
