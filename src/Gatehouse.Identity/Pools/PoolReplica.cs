namespace Gatehouse.Identity;

/// <summary>A region besides its own in which a pool answers. It is the same pool there, people and all.</summary>
/// <param name="Region">The region, as <c>eu-west-1</c>.</param>
/// <param name="Created">When it was added.</param>
public sealed record PoolReplica(string Region, DateTimeOffset Created)
{
    /// <summary>Whether people may sign in there; administrators may look there anyhow.</summary>
    public bool IsActive { get; init; }

    /// <summary>What the operator notes about it, by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}
