namespace Gatehouse.Doors;

/// <summary>Paths of a service: <c>/things/{id}</c>, where a name stands for one segment, or <c>/files/{key+}</c>, where it stands for all that are left.</summary>
public sealed class PathTemplate
{
    private const int LongestText = 512;

    private readonly IReadOnlyList<Part> parts;

    private PathTemplate(IReadOnlyList<Part> parts) => this.parts = parts;

    private enum PartKind
    {
        Word,
        Name,
        Rest,
    }

    /// <summary>The names in it.</summary>
    public IEnumerable<string> Names => parts.Where(part => part.Kind != PartKind.Word).Select(part => part.Text);

    /// <summary>Reads one; null for what is none.</summary>
    /// <param name="text">Begins with a slash and has no empty segment; a name has letters, digits and underscores and stands once.</param>
    public static PathTemplate? Parse(string text)
    {
        if (text.Length > LongestText || !text.StartsWith('/'))
            return null;

        var read = text == "/" ? [] : text[1..].Split('/').Select(PartOf).ToList();
        var names = read.Where(part => part.Kind != PartKind.Word).Select(part => part.Text).ToList();
        return read.All(part => part.Text.Length > 0) && read.SkipLast(1).All(part => part.Kind != PartKind.Rest) && names.Distinct(StringComparer.Ordinal).Count() == names.Count
            ? new(read)
            : null;
    }

    /// <summary>What the names stand for in a path; null where the path is another.</summary>
    /// <param name="segments">The segments, decoded.</param>
    public IReadOnlyDictionary<string, string>? Fit(IReadOnlyList<string> segments)
    {
        var hasRest = parts is [.., { Kind: PartKind.Rest }];
        if (hasRest ? segments.Count < parts.Count : segments.Count != parts.Count)
            return null;

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i].Kind == PartKind.Word && parts[i].Text != segments[i])
                return null;
            if (parts[i].Kind != PartKind.Word)
                values[parts[i].Text] = parts[i].Kind == PartKind.Rest ? string.Join('/', segments.Skip(i)) : segments[i];
        }

        return values;
    }

    /// <summary>Whether every path that the other fits is fitted by this one as well.</summary>
    public bool Covers(PathTemplate other)
    {
        var hasRest = parts is [.., { Kind: PartKind.Rest }];
        if (hasRest ? other.parts.Count < parts.Count : other.parts.Count != parts.Count)
            return false;

        return parts.Zip(other.parts).All(pair => pair.First.Kind switch
        {
            PartKind.Word => pair.Second == pair.First,
            PartKind.Name => pair.Second.Kind != PartKind.Rest,
            _ => true,
        });
    }

    // What is no word, no name and no rest is an empty part, which nothing may have.
    private static Part PartOf(string text) => text switch
    {
        ['{', .. var name, '+', '}'] when TextTemplate.IsName(name) => new(PartKind.Rest, name),
        ['{', .. var name, '}'] when TextTemplate.IsName(name) => new(PartKind.Name, name),
        _ => new(PartKind.Word, PathText.Broken(text) is null && text.AsSpan().IndexOfAny("{}?#%") < 0 ? text : ""),
    };

    private readonly record struct Part(PartKind Kind, string Text);
}
