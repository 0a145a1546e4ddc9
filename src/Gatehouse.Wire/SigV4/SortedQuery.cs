using System.Text;

namespace Gatehouse.Wire.SigV4;

/// <summary>A query, its names and values strictly encoded, sorted as bytes by name and then by value.</summary>
/// <remarks>What is encoded is ASCII and has one form only, so two encoded names are equal where the names are.</remarks>
internal sealed class SortedQuery
{
    private readonly List<(string Name, string Value)> pairs = [];

    private SortedQuery(string query)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan(range);
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            pairs.Add(equals < 0
                ? (UriText.Reencode(pair.ToString()), "")
                : (UriText.Reencode(pair[..equals].ToString()), UriText.Reencode(pair[(equals + 1)..].ToString())));
        }

        pairs.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name) is var names and not 0
            ? names
            : string.CompareOrdinal(one.Value, other.Value));
    }

    /// <summary>Every pair, encoded.</summary>
    public IReadOnlyList<(string Name, string Value)> Pairs => pairs;

    /// <summary>Reads a query.</summary>
    /// <param name="query">Without the question mark.</param>
    public static SortedQuery Of(string query) => new(query);

    /// <summary>How often a parameter is there.</summary>
    /// <param name="name">Of unreserved characters only.</param>
    public int Count(string name)
    {
        var count = 0;
        foreach (var pair in pairs)
            count += pair.Name == name ? 1 : 0;
        return count;
    }

    /// <summary>The decoded value of a parameter; null when it is not there exactly once, or no text.</summary>
    /// <param name="name">Of unreserved characters only.</param>
    public string? Single(string name)
    {
        string? value = null;
        foreach (var pair in pairs)
        {
            if (pair.Name != name)
                continue;
            if (value is not null)
                return null;
            value = pair.Value;
        }

        return value is null ? null : UriText.Decoded(value);
    }

    /// <summary>Writes the canonical form.</summary>
    /// <param name="text">To where.</param>
    /// <param name="without">A parameter to leave out.</param>
    public void Write(StringBuilder text, string without)
    {
        var isFirst = true;
        foreach (var (name, value) in pairs)
        {
            if (name == without)
                continue;
            if (!isFirst)
                text.Append('&');
            text.Append(name).Append('=').Append(value);
            isFirst = false;
        }
    }
}
