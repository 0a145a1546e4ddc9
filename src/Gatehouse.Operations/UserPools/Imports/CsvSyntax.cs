using System.Text;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// How rows and fields are told apart: commas and line ends, quotation marks as in RFC 4180, and <c>\,</c> for a comma in a field without
/// them, which is how files for the real service are written.
/// </summary>
public static class CsvSyntax
{
    /// <summary>No row is longer, in UTF-16 units.</summary>
    public const int MaxRow = 16_000;

    /// <summary>No row is longer, in bytes of UTF-8.</summary>
    public const int MaxRowBytes = 3 * MaxRow;

    /// <summary>
    /// How many bytes the first row has, its line end included; null when it does not end within <see cref="MaxRowBytes"/>, or opens a
    /// quotation that does not.
    /// </summary>
    /// <param name="data">The rest of the file, or so much of it that a row and a line end fit in.</param>
    public static int? RowLength(ReadOnlySpan<byte> data)
    {
        var (atFieldStart, inQuotes) = (true, false);
        var bound = Math.Min(data.Length, MaxRowBytes + 2);
        for (var i = 0; i < bound; i++)
        {
            var b = data[i];
            if (inQuotes)
            {
                if (b == '"' && i + 1 < bound && data[i + 1] == '"')
                    i++;
                else if (b == '"')
                    inQuotes = false;
                continue;
            }

            if (b == '\n')
                return i + 1;
            inQuotes = atFieldStart && b == '"';
            atFieldStart = b == ',' && (i == 0 || data[i - 1] != '\\');
        }

        return inQuotes || data.Length > bound ? null : data.Length;
    }

    /// <summary>The fields of a row, without blanks around them; null when something follows a closing quotation mark.</summary>
    public static List<string>? Fields(string row)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < row.Length && row[at] == '"')
            {
                if (Quoted(row, ref at) is not { } quoted)
                    return null;
                fields.Add(quoted.Trim());
            }
            else
            {
                fields.Add(Plain(row, ref at));
            }

            if (at >= row.Length)
                return fields;
            at++;
        }
    }

    // Ends at the comma after the field, or at the end of the row.
    private static string Plain(string row, ref int at)
    {
        var begin = at;
        while (at < row.Length && !(row[at] == ',' && (at == begin || row[at - 1] != '\\')))
            at++;
        return row[begin..at].Replace("\\,", ",", StringComparison.Ordinal).Trim();
    }

    private static string? Quoted(string row, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < row.Length; at++)
        {
            if (row[at] != '"')
                text.Append(row[at]);
            else if (at + 1 < row.Length && row[at + 1] == '"')
                text.Append(row[++at]);
            else
                return ++at >= row.Length || row[at] == ',' ? text.ToString() : null;
        }

        return null;
    }
}
