using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Storage.Sqlite;

/// <summary>Row by row with one compiled statement: nothing lies between the program and its file, and long statements bind slowly.</summary>
internal sealed class SqliteBulk : IBulk
{
    /// <inheritdoc/>
    public Task<int> Insert(DbConnection connection, BulkTable table, IReadOnlyList<object?[]> rows)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        var parameters = table.Columns.Select(column => command.Parameters.Add("@" + column.Name, TypeOf(column.Type))).ToArray();
        command.CommandText =
            $"INSERT INTO {table.Name} ({table.ColumnList}) VALUES ({string.Join(", ", parameters.Select(p => p.ParameterName))}) ON CONFLICT DO NOTHING";
        var inserted = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].Value = row[i] ?? DBNull.Value;
            inserted += command.ExecuteNonQuery();
        }

        return Task.FromResult(inserted);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> TakenNames(DbConnection connection, string poolId, IReadOnlyList<byte[]> names)
    {
        using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = "SELECT 1 FROM user_names WHERE pool_id = @poolId AND value = @value";
        command.Parameters.AddWithValue("@poolId", poolId);
        var value = command.Parameters.Add("@value", SqliteType.Blob);
        var taken = new List<byte[]>();
        foreach (var name in names)
        {
            value.Value = name;
            if (command.ExecuteScalar() is not null)
                taken.Add(name);
        }

        return Task.FromResult<IReadOnlyList<byte[]>>(taken);
    }

    private static SqliteType TypeOf(ColumnType type) => type switch
    {
        ColumnType.Text => SqliteType.Text,
        ColumnType.Bytes => SqliteType.Blob,
        _ => SqliteType.Integer,
    };
}
