using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Gatehouse.Storage.PostgreSql;

/// <summary>Whole columns as arrays: one round trip and one plan, however many rows there are.</summary>
internal sealed class PostgresBulk : IBulk
{
    /// <inheritdoc/>
    public async Task<int> Insert(DbConnection connection, BulkTable table, IReadOnlyList<object?[]> rows)
    {
        var columns = table.Columns.Select((column, i) => $"@c{i}");
        await using var command = new NpgsqlCommand(
            $"INSERT INTO {table.Name} ({table.ColumnList}) SELECT * FROM unnest({string.Join(", ", columns)}) ON CONFLICT DO NOTHING",
            (NpgsqlConnection)connection);
        for (var i = 0; i < table.Columns.Count; i++)
            command.Parameters.Add(Column($"c{i}", table.Columns[i].Type, rows, i));
        return await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<byte[]>> TakenNames(DbConnection connection, string poolId, IReadOnlyList<byte[]> names) =>
    [
        .. await connection.QueryAsync<byte[]>(
            "SELECT value FROM user_names WHERE pool_id = @poolId AND value = ANY(@names)", new { poolId, names = names.ToArray() }),
    ];

    private static NpgsqlParameter Column(string name, ColumnType type, IReadOnlyList<object?[]> rows, int index) => type switch
    {
        ColumnType.Text => Array<string?>(name, NpgsqlDbType.Text, rows, index),
        ColumnType.Bytes => Array<byte[]?>(name, NpgsqlDbType.Bytea, rows, index),
        _ => Array<long?>(name, NpgsqlDbType.Bigint, rows, index),
    };

    private static NpgsqlParameter<T[]> Array<T>(string name, NpgsqlDbType type, IReadOnlyList<object?[]> rows, int index) =>
        new(name, NpgsqlDbType.Array | type) { TypedValue = [.. rows.Select(row => (T)row[index]!)] };
}
