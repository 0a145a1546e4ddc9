namespace Gatehouse.Identity;

/// <summary>People of a pool under one name, which their tokens carry. Names differ in every letter: no case and no form is folded.</summary>
public sealed record Group : IPart
{
    /// <summary>No pool has more groups.</summary>
    public const int MaxPerPool = 10_000;

    /// <summary>Nobody is in more groups.</summary>
    public const int MaxPerPerson = 100;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("group");

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>What it is called, once in its pool: 1 to 128 characters as they were spelled.</summary>
    public required string Name { get; init; }

    /// <summary>A UUID: a group made anew under an old name is another one, and nobody is in it.</summary>
    public required string Id { get; init; }

    /// <summary>What people say of it; null when nothing.</summary>
    public string? Description { get; init; }

    /// <summary>The role that its people may take outside; null when none.</summary>
    public string? Role { get; init; }

    /// <summary>0 or more; the lowest goes first, and null goes last.</summary>
    public int? Precedence { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it changed last; who is in it does not count.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <inheritdoc/>
    public string Key => Name;
}
