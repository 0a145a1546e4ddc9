namespace Gatehouse.Identity;

/// <summary>Whose rules a provider follows when it vouches for people.</summary>
public enum ProviderType
{
    /// <summary>SAML 2.0 (OASIS saml-core-2.0).</summary>
    Saml,

    /// <summary>OpenID Connect.</summary>
    Oidc,

    /// <summary>Google's own.</summary>
    Google,

    /// <summary>Facebook's own.</summary>
    Facebook,

    /// <summary>Amazon's own, for its customers.</summary>
    Amazon,

    /// <summary>Apple's own.</summary>
    Apple,
}

/// <summary>A server elsewhere that vouches for people of a pool. Its settings hold secrets, so it lies sealed as a whole.</summary>
public sealed record IdentityProvider : IPart
{
    /// <summary>No pool has more.</summary>
    public const int MaxInPool = 300;

    private static readonly SignInNames Folded = new() { CaseSensitive = false };

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("identity-provider", IsSecret: true);

    /// <inheritdoc/>
    public required string PoolId { get; init; }

    /// <summary>Its name, with which the user names of its people begin; it never changes.</summary>
    public required string Name { get; init; }

    /// <summary>Whose rules it follows.</summary>
    public required ProviderType Type { get; init; }

    /// <summary>Its settings by their names in the administrative interface, completed: addresses, ids, secrets, scopes.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What a SAML provider says of itself; null for the others.</summary>
    public SamlParty? Saml { get; init; }

    /// <summary>Which of the provider's claims goes into which attribute; the key <c>username</c> names the subject.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; init; } = new Dictionary<string, string>();

    /// <summary>Other names by which applications may ask for it, as the mail domain of a company.</summary>
    public IReadOnlyList<string> Identifiers { get; init; } = [];

    /// <summary>What the provider calls the levels of authentication, by the pool's names of them.</summary>
    public IReadOnlyDictionary<string, string> Levels { get; init; } = new Dictionary<string, string>();

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When a setting changed last.</summary>
    public required DateTimeOffset Modified { get; init; }

    /// <inheritdoc/>
    public string Key => Name;

    /// <summary>Its name and its identifiers: no other provider of the pool has one that differs in case only.</summary>
    public IReadOnlyList<string> Claims => [NameClaim(PoolId, Name), .. Identifiers.Select(identifier => IdentifierClaim(PoolId, identifier))];

    /// <summary>The claim on a name.</summary>
    public static string NameClaim(string poolId, string name) => $"{poolId}/name/{Folded.Canonical(name)}";

    /// <summary>The claim on an identifier.</summary>
    public static string IdentifierClaim(string poolId, string identifier) => $"{poolId}/identifier/{Folded.Canonical(identifier)}";

    /// <summary>
    /// The provider whose people's user names begin like this one, whatever its spelling; null for a name that no provider's people can
    /// have. It is the text before the first underscore that is not the second character: see <see cref="CanPrefix"/>.
    /// </summary>
    public static string? PrefixOf(string userName)
    {
        var canonical = Folded.Canonical(userName);
        var end = canonical.IndexOf('_', Math.Min(2, canonical.Length));
        return end < 0 ? null : canonical[..end];
    }

    /// <summary>Whether user names can begin with a name so that <see cref="PrefixOf"/> finds it again.</summary>
    public static bool CanPrefix(string name) => Folded.Canonical(name) is { Length: > 1 } canonical && canonical.IndexOf('_', 2) < 0;

    /// <inheritdoc/>
    public override string ToString() => $"IdentityProvider {PoolId}/{Name}";
}

/// <summary>What a SAML provider says of itself in its metadata (saml-metadata-2.0-os).</summary>
/// <param name="EntityId">Its name for itself, at most 1,024 characters.</param>
/// <param name="SignOnUrl">Where requests go by redirect.</param>
public sealed record SamlParty(string EntityId, string SignOnUrl)
{
    /// <summary>Where sign-outs go by redirect; null when it knows none.</summary>
    public string? SignOutUrl { get; init; }

    /// <summary>The certificates (DER) of the keys with which it may sign; never empty.</summary>
    public required IReadOnlyList<byte[]> Certificates { get; init; }
}
