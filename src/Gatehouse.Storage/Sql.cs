using System.Data.Common;
using System.Text;
using Dapper;

namespace Gatehouse.Storage;

/// <summary>Statements whose length depends on the data, each one round trip.</summary>
internal static class Sql
{
    /// <summary>A time as columns hold it: milliseconds since 1970.</summary>
    public static long Column(this DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>A column's time.</summary>
    public static DateTimeOffset Time(long column) => DateTimeOffset.FromUnixTimeMilliseconds(column);

    /// <summary><c>head VALUES (…), (…) tail</c>, every value a parameter.</summary>
    public static CommandDefinition Rows(string head, IEnumerable<object?[]> rows, string tail = "")
    {
        var text = new StringBuilder(head).Append(" VALUES ");
        var parameters = new DynamicParameters();
        var count = 0;
        foreach (var row in rows)
        {
            text.Append(count == 0 ? "(" : ", (");
            for (var i = 0; i < row.Length; i++)
            {
                parameters.Add($"p{count}", row[i]);
                text.Append(i == 0 ? "@p" : ", @p").Append(count++);
            }

            text.Append(')');
        }

        return new(text.Append(' ').Append(tail).ToString(), parameters);
    }

    /// <summary>Deletes in batches, each a transaction of its own, until a batch comes back short; answers how many rows went.</summary>
    public static async Task<int> DeleteInBatches(this IDatabase database, string statement, object parameters, int batch, CancellationToken ct)
    {
        var total = 0;
        int gone;
        do
        {
            gone = await database.Write(tx => tx.Connection.ExecuteAsync(statement, parameters), ct);
            total += gone;
        }
        while (gone >= batch);

        return total;
    }

    /// <summary>The page that one row more than asked for tells of.</summary>
    public static Identity.Page<T> Page<T>(IEnumerable<T> rows, Func<T, string> key, int limit)
    {
        var items = rows.ToList();
        if (items.Count <= limit)
            return new(items, null);

        items.RemoveRange(limit, items.Count - limit);
        return new(items, key(items[^1]));
    }

    /// <summary>Runs a statement that must touch exactly one row that was read before.</summary>
    public static async Task SaveOne(this DbConnection connection, string statement, object parameters)
    {
        if (await connection.ExecuteAsync(statement, parameters) != 1)
            throw new LostRaceException();
    }
}
