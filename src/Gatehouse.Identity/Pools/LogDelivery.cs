namespace Gatehouse.Identity;

/// <summary>Where a pool's logs are to go. It is carried for those who move a pool, and nothing here reads it.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Described">The settings as the administrative interface words them.</param>
public sealed record LogDelivery(string PoolId, string Described) : IPart
{
    /// <summary>The only key: a pool has one.</summary>
    public const string OnlyKey = "*";

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("log-delivery");

    /// <inheritdoc/>
    public string Key => OnlyKey;
}
