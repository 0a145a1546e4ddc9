namespace Gatehouse.Identity;

/// <summary>Somebody for whom a provider vouches, and who wants to take on a role.</summary>
/// <param name="Action">How, as <c>sts:AssumeRoleWithSAML</c>.</param>
/// <param name="Provider">The provider, as policies name it.</param>
/// <param name="SessionName">What the session shall be called.</param>
public sealed record RoleVisitor(string Action, string Provider, string SessionName)
{
    /// <summary>What is known of the request, by condition key; nobody who asks has a word in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Facts { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What the provider says of them, by condition key.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Tags that the session gets.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of tags that roles which follow inherit.</summary>
    public IReadOnlyList<string> TransitiveTags { get; init; } = [];

    /// <summary>Who began it; null when nobody says.</summary>
    public string? SourceIdentity { get; init; }

    /// <summary>All that the role must allow: to come, and to bring along what is brought.</summary>
    public IReadOnlyList<string> Actions =>
        [Action, .. Tags.Count > 0 ? ["sts:TagSession"] : (string[])[], .. SourceIdentity is null ? (string[])[] : ["sts:SetSourceIdentity"]];
}
