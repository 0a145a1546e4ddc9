using Gatehouse.Access.Policies;

namespace Gatehouse.Tests.Access.Policies;

/// <summary>Cases written as a table: a line each, cells between bars, the last of which is the rule as a sentence.</summary>
internal static class Table
{
    public static TheoryData<string[]> Of(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))];

    /// <summary>Several values in a cell: <c>a, b</c>; <c>''</c> is the empty text.</summary>
    public static string[] Values(string cell) => [.. cell.Split(", ").Select(value => value == "''" ? "" : value)];

    /// <summary>What a request has of a key: <c>-</c> says that it has none, <c>[]</c> an empty list.</summary>
    public static RequestContext With(this RequestContext context, string key, string cell)
    {
        if (cell != "-")
            context.Add(key, cell == "[]" ? [] : Values(cell));
        return context;
    }
}
