namespace Gatehouse.Identity;

/// <summary>The claim in which tokens say what tags a session gets, where AWS's token service looks for it.</summary>
internal static class TagClaim
{
    /// <summary>What it is called.</summary>
    public const string Name = "https://aws.amazon.com/tags";

    private const string Principal = "principal_tags";

    /// <summary>The claim for tags.</summary>
    public static object Of(IReadOnlyDictionary<string, string> tags) =>
        new Dictionary<string, object> { [Principal] = tags.ToDictionary(tag => tag.Key, object (tag) => new[] { tag.Value }) };

    /// <summary>The tags that claims say; none where there is no such claim, or another kind of it.</summary>
    public static Dictionary<string, string> Read(IReadOnlyDictionary<string, object> claims)
    {
        var said = claims.GetValueOrDefault(Name) as IReadOnlyDictionary<string, object>;
        var tags = said?.GetValueOrDefault(Principal) as IReadOnlyDictionary<string, object>;
        return (tags ?? new Dictionary<string, object>()).ToDictionary(tag => tag.Key, tag => ClaimText.One(tag.Value) ?? "", StringComparer.Ordinal);
    }
}
