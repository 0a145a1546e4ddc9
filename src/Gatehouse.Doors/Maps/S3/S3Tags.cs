namespace Gatehouse.Doors;

/// <summary>Tags that a request gives an object.</summary>
internal static class S3Tags
{
    private const int MostTags = 10;

    private static readonly Fault Invalid = new("InvalidTag", "The tags must be 1 to 10, encoded as parameters of a query (%20 for a blank), with no key twice in whatever case.");

    /// <summary>The condition keys of <c>x-amz-tagging</c>: <c>k1=v1&amp;k2=v2</c>.</summary>
    public static Reply<Dictionary<string, IReadOnlyList<string>>> Facts(string header) => QueryText.Of(header).Parameters is { } parameters
        ? Facts([.. parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value))])
        : Invalid;

    /// <summary>The condition keys of some tags. They have no case, so tags that differ in it alone would hide one another.</summary>
    public static Reply<Dictionary<string, IReadOnlyList<string>>> Facts(List<KeyValuePair<string, string>> tags)
    {
        if (tags.Count > MostTags || tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() < tags.Count)
            return Invalid;

        var facts = tags.ToDictionary(tag => $"s3:RequestObjectTag/{tag.Key}", tag => (IReadOnlyList<string>)[tag.Value], StringComparer.Ordinal);
        if (tags.Count > 0)
            facts["s3:RequestObjectTagKeys"] = [.. tags.Select(tag => tag.Key)];
        return facts;
    }
}
