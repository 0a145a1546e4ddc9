using Gatehouse.Contracts.Iam;

namespace Gatehouse.Operations.Iam;

/// <summary>Tags of roles, users, policies and providers.</summary>
internal static class IamTags
{
    private const int Most = 50;

    /// <summary>Reads the tags of something new.</summary>
    public static Reply<Dictionary<string, string>> Read(IReadOnlyList<Tag>? tags) => Add(new Dictionary<string, string>(), tags ?? []);

    /// <summary>Adds tags to those that are there; those of the same key are replaced.</summary>
    public static Reply<Dictionary<string, string>> Add(IReadOnlyDictionary<string, string> there, IReadOnlyList<Tag> tags)
    {
        if (tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != tags.Count)
            return Faults.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        if (tags.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            return Faults.InvalidInput("Tag keys beginning with aws: are reserved.");

        var all = Without(there, [.. tags.Select(tag => tag.Key)]).Concat(tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))).ToDictionary();
        return all.Count > Most ? Faults.LimitExceeded($"The number of tags has reached the maximum limit. The maximum number of tags is {Most}.") : all;
    }

    /// <summary>What is left without some keys, in whatever case they are spelled.</summary>
    public static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> there, IReadOnlyList<string> keys) =>
        there.Where(tag => !keys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase)).ToDictionary();

    /// <summary>Tags as answers hold them; null when there are none.</summary>
    public static IReadOnlyList<Tag>? Write(IReadOnlyDictionary<string, string> tags) => tags.Count == 0 ? null : All(tags);

    /// <summary>Tags as listings hold them.</summary>
    public static IReadOnlyList<Tag> All(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
