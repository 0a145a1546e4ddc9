namespace Gatehouse.Identity;

/// <summary>A policy that stands on its own: roles and users have it attached, and it is changed for all of them by a new version.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The path.</param>
/// <param name="Id"><c>ANPA…</c>.</param>
/// <param name="Created">When it was made.</param>
public sealed record ManagedPolicy(string Name, string Path, string Id, DateTimeOffset Created) : IPart
{
    /// <summary>The most versions a policy has.</summary>
    public const int MostVersions = 5;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("iam-policy");

    /// <inheritdoc/>
    public string PoolId => "";

    /// <inheritdoc/>
    public string Key => IamRole.KeyOf(Name);

    /// <summary>What people say of it.</summary>
    public string? Description { get; init; }

    /// <summary>When it was changed last: a version came, went, or became the one that counts.</summary>
    public DateTimeOffset Updated { get; init; } = Created;

    /// <summary>Its versions, oldest first; never empty.</summary>
    public IReadOnlyList<PolicyText> Versions { get; init; } = [];

    /// <summary>The highest number that a version ever had.</summary>
    public int Latest { get; init; } = 1;

    /// <summary>The number of the version that counts.</summary>
    public int InForce { get; init; } = 1;

    /// <summary>Its tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The document that counts.</summary>
    public string Document => Versions.Single(version => version.Number == InForce).Document;

    /// <summary>Its ARN.</summary>
    public string ArnIn(string account) => $"arn:aws:iam::{account}:policy{Path}{Name}";
}

/// <summary>One version of a managed policy.</summary>
/// <param name="Number">1 for the first; never used again.</param>
/// <param name="Document">As it was given.</param>
/// <param name="Created">When it came.</param>
public sealed record PolicyText(int Number, string Document, DateTimeOffset Created);
