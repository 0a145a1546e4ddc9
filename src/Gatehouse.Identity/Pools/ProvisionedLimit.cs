namespace Gatehouse.Identity;

/// <summary>How many requests a second a region of the installation is to take of one kind. It is noted down, and holds nobody back.</summary>
/// <param name="Key">The region and the kind, as <c>eu-west-1/UserCreation</c>.</param>
/// <param name="PerSecond">Requests per second.</param>
public sealed record ProvisionedLimit(string Key, int PerSecond) : IPart
{
    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("provisioned-limit");

    /// <summary>None: it is the installation's own.</summary>
    public string PoolId => "";
}
