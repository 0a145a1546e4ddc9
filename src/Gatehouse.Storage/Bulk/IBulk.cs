using System.Data.Common;

namespace Gatehouse.Storage;

/// <summary>What a column of many rows holds.</summary>
internal enum ColumnType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A 64-bit number.</summary>
    Long,
}

/// <summary>A table with the columns that are written.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">Its columns, in the order of the values in a row.</param>
internal sealed record BulkTable(string Name, IReadOnlyList<(string Name, ColumnType Type)> Columns)
{
    /// <summary>The names of the columns with commas between.</summary>
    public string ColumnList { get; } = string.Join(", ", Columns.Select(column => column.Name));
}

/// <summary>Many rows at once, in the way that is quick on an engine.</summary>
internal interface IBulk
{
    /// <summary>Inserts rows; answers how many were not there before. The others are left as they are.</summary>
    Task<int> Insert(DbConnection connection, BulkTable table, IReadOnlyList<object?[]> rows);

    /// <summary>Which names of a pool somebody has.</summary>
    Task<IReadOnlyList<byte[]>> TakenNames(DbConnection connection, string poolId, IReadOnlyList<byte[]> names);
}
