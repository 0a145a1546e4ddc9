namespace Gatehouse.Identity;

/// <summary>Which pages a pool shows to people.</summary>
public enum PagesVersion
{
    /// <summary>The plain pages of old.</summary>
    Classic = 1,

    /// <summary>Pages that take a style.</summary>
    Managed = 2,
}

/// <summary>A name under which browsers find the pages of a pool: a label below the installation's own host, or a host of the owner's.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Name">The label, or the whole host name, in lower case; no other domain of the installation has it.</param>
/// <param name="IsCustom">Whether it is a host of the owner's.</param>
/// <param name="Created">When it was made.</param>
public sealed record PoolDomain(string PoolId, string Name, bool IsCustom, DateTimeOffset Created) : IPart
{
    /// <summary>The key of the one label a pool may have.</summary>
    public const string PrefixKey = "prefix";

    /// <summary>The key of the one host of its owner's that a pool may have.</summary>
    public const string CustomKey = "custom";

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("domain");

    /// <inheritdoc/>
    public string Key => IsCustom ? CustomKey : PrefixKey;

    /// <inheritdoc/>
    public IReadOnlyList<string> Claims => [Name];

    /// <summary>Which pages it shows.</summary>
    public PagesVersion Pages { get; init; } = PagesVersion.Classic;

    /// <summary>More settings as the administrative interface words them. The domain carries this text and does not read it.</summary>
    public string Described { get; init; } = "{}";
}
