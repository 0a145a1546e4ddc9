namespace Gatehouse.Identity;

/// <summary>An administrator or a program that has rights, and keys of its own to use them.</summary>
/// <param name="Name">The name.</param>
/// <param name="Path">The path.</param>
/// <param name="Id"><c>AIDA…</c>.</param>
/// <param name="Created">When it was made.</param>
public sealed record IamUser(string Name, string Path, string Id, DateTimeOffset Created) : IPart, IHasRights
{
    /// <summary>The most keys a user has: one in use, one to change to.</summary>
    public const int MostKeys = 2;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("iam-user", IsSecret: true);

    /// <inheritdoc/>
    public string PoolId => "";

    /// <inheritdoc/>
    public string Key => IamRole.KeyOf(Name);

    /// <inheritdoc/>
    public IReadOnlyList<string> Claims => [.. Keys.Select(key => ClaimOf(key.Id))];

    /// <inheritdoc/>
    public Rights Rights { get; init; } = Rights.None;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The user's keys, oldest first.</summary>
    public IReadOnlyList<UserKey> Keys { get; init; } = [];

    /// <summary>By what the owner of a key is found.</summary>
    public static string ClaimOf(string keyId) => "access-key/" + keyId;

    /// <summary>Its ARN.</summary>
    public string ArnIn(string account) => $"arn:aws:iam::{account}:user{Path}{Name}";
}

/// <summary>A lasting key of a user.</summary>
/// <param name="Id"><c>AKIA…</c>.</param>
/// <param name="Secret">What signs.</param>
/// <param name="Created">When it was made.</param>
public sealed record UserKey(string Id, string Secret, DateTimeOffset Created)
{
    /// <summary>Whether it may be used.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>When it was used last, to the hour; null when it never was.</summary>
    public KeyUse? LastUse { get; init; }

    /// <summary>The key without its secret.</summary>
    public override string ToString() => $"UserKey {Id}";
}

/// <summary>A use of a key.</summary>
/// <param name="At">When.</param>
/// <param name="Service">Of which service, by its signing name.</param>
/// <param name="Region">Signed for which region.</param>
public sealed record KeyUse(DateTimeOffset At, string Service, string Region);
