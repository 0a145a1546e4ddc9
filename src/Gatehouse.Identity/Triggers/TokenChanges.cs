namespace Gatehouse.Identity;

/// <summary>What is to change in the claims of one token.</summary>
/// <param name="Set">Claims that are added, or take another's place. Values are what a token can hold.</param>
/// <param name="Without">Claims that are left out.</param>
public sealed record ClaimChanges(IReadOnlyDictionary<string, object> Set, IReadOnlyList<string> Without)
{
    /// <summary>Nothing changes.</summary>
    public static readonly ClaimChanges None = new(new Dictionary<string, object>(), []);
}

/// <summary>What a function has to say of tokens.</summary>
public sealed record TokenChanges
{
    /// <summary>No more claims and scopes than this may be named in all.</summary>
    public const int Most = 5000;

    /// <summary>Nothing.</summary>
    public static readonly TokenChanges None = new();

    /// <summary>In the ID token.</summary>
    public ClaimChanges Id { get; init; } = ClaimChanges.None;

    /// <summary>In the access token.</summary>
    public ClaimChanges Access { get; init; } = ClaimChanges.None;

    /// <summary>What both say of groups instead; null leaves it.</summary>
    public GroupClaims? Groups { get; init; }

    /// <summary>What the access token is good for as well.</summary>
    public IReadOnlyList<string> ScopesAdded { get; init; } = [];

    /// <summary>What it is not good for.</summary>
    public IReadOnlyList<string> ScopesTaken { get; init; } = [];
}
