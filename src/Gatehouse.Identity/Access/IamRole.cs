namespace Gatehouse.Identity;

/// <summary>A role: rights that others take on for a time, if they are trusted.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The path.</param>
/// <param name="Id"><c>AROA…</c>.</param>
/// <param name="Trust">The policy that says who may take it on: as it was given, but for users and roles of the account, whom it names by their ids. Older ones name them by ARN.</param>
/// <param name="Created">When it was made.</param>
public sealed record IamRole(string Name, string Path, string Id, string Trust, DateTimeOffset Created) : IPart, IHasRights
{
    /// <summary>How long a session lasts at most, unless the role says otherwise.</summary>
    public static readonly TimeSpan UsualSession = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("iam-role");

    /// <inheritdoc/>
    public string PoolId => "";

    /// <inheritdoc/>
    public string Key => KeyOf(Name);

    /// <summary>What people say of it.</summary>
    public string? Description { get; init; }

    /// <summary>How long a session lasts at most: one to twelve hours.</summary>
    public TimeSpan LongestSession { get; init; } = UsualSession;

    /// <inheritdoc/>
    public Rights Rights { get; init; } = Rights.None;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The key of a name.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();

    /// <summary>Its ARN.</summary>
    public string ArnIn(string account) => $"arn:aws:iam::{account}:role{Path}{Name}";
}
