namespace Gatehouse.Identity;

/// <summary>What a pool, or one of its applications in place of the pool, does about risks.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Key">The application's id; <see cref="OfPool"/> for the pool itself.</param>
public sealed record RiskSettings(string PoolId, string Key) : IPart
{
    /// <summary>The key of what holds for every application that has no settings of its own.</summary>
    public const string OfPool = "*";

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("risk");

    /// <summary>Ranges of addresses that nobody signs in or up from, as <see cref="AddressRange.Parse"/> reads them.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];

    /// <summary>What is done about passwords that are known to have been stolen; null where nothing is said of it.</summary>
    public CompromisedRule? Compromised { get; init; }

    /// <summary>The settings as the administrative interface words them. The domain carries this text and does not read it.</summary>
    public string Described { get; init; } = "{}";
}
