namespace Gatehouse.Identity;

/// <summary>Where people read one of the documents they agree to when they sign up through an application.</summary>
public sealed record Terms : IPart
{
    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("terms");

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>A random UUID.</summary>
    public required string Id { get; init; }

    /// <summary>The application.</summary>
    public required string ClientId { get; init; }

    /// <summary>Which document; an application has one of each name.</summary>
    public required string Name { get; init; }

    /// <summary>Addresses by language, as the administrative interface names languages.</summary>
    public required IReadOnlyDictionary<string, string> Links { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <inheritdoc/>
    public string Key => Id;

    /// <inheritdoc/>
    public IReadOnlyList<string> Claims => [Place(ClientId, Name)];

    /// <summary>What only one document in the installation may claim: a name at an application.</summary>
    public static string Place(string clientId, string name) => $"{clientId}/{name}";
}
