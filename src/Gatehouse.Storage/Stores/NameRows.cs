using System.Data.Common;
using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage;

/// <summary>The table that makes names unique in a pool.</summary>
internal static class NameRows
{
    /// <summary>Whose a name is, and as what.</summary>
    internal sealed record Holder(string Kind, string Sub);

    /// <summary>A person's names in the order in which everyone locks them.</summary>
    public static List<UserName> Of(User user, UserPool pool) =>
        [.. user.Names(pool.Names).OrderBy(name => name.Value, StringComparer.Ordinal)];

    /// <summary>Inserts names; answers those that somebody holds.</summary>
    public static async Task<List<UserName>> Insert(DbConnection connection, string poolId, string sub, List<UserName> names)
    {
        var stored = await connection.QueryAsync<byte[]>(Sql.Rows(
            "INSERT INTO user_names (pool_id, value, kind, sub)",
            names.Select(name => new object?[] { poolId, ByteKey.Of(name.Value), name.Kind, sub }),
            "ON CONFLICT DO NOTHING RETURNING value"));
        var mine = stored.Select(Convert.ToHexString).ToHashSet(StringComparer.Ordinal);
        return names.FindAll(name => !mine.Contains(Convert.ToHexString(ByteKey.Of(name.Value))));
    }

    /// <summary>Who holds a name; null when nobody does.</summary>
    public static Task<Holder?> Owner(DbConnection connection, string poolId, UserName name) => connection.QuerySingleOrDefaultAsync<Holder>(
        "SELECT kind, sub FROM user_names WHERE pool_id = @poolId AND value = @value", new { poolId, value = ByteKey.Of(name.Value) });

    /// <summary>Gives names up.</summary>
    public static async Task Delete(DbConnection connection, string poolId, IEnumerable<UserName> names)
    {
        foreach (var name in names)
        {
            await connection.ExecuteAsync(
                "DELETE FROM user_names WHERE pool_id = @poolId AND value = @value", new { poolId, value = ByteKey.Of(name.Value) });
        }
    }
}
