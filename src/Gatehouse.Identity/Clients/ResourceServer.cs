namespace Gatehouse.Identity;

/// <summary>One thing a token may be good for at a resource server.</summary>
/// <param name="Name">Its name, without a slash; unique in its server.</param>
/// <param name="Description">What it allows, for people.</param>
public sealed record ServerScope(string Name, string Description);

/// <summary>A service that tokens are shown to (RFC 6749, section 1.1), with what they may be good for there.</summary>
/// <param name="PoolId">The pool.</param>
/// <param name="Identifier">A name or an address of visible ASCII; unique in the pool and never changed.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Scopes">What tokens may be good for, in the order they were given.</param>
public sealed record ResourceServer(string PoolId, string Identifier, string Name, IReadOnlyList<ServerScope> Scopes) : IPart
{
    /// <summary>No pool has more.</summary>
    public const int MaxPerPool = 300;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("resource-server");

    /// <inheritdoc/>
    public string Key => Identifier;

    /// <summary>What a token holds that is good for a scope of this server: <c>{identifier}/{name}</c>.</summary>
    public string InTokens(ServerScope scope) => $"{Identifier}/{scope.Name}";
}
