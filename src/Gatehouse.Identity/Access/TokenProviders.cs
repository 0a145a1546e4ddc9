namespace Gatehouse.Identity;

/// <summary>An OpenID provider whose tokens are believed by roles and identity pools.</summary>
/// <param name="Url">Its issuer without <c>https://</c>, as <c>accounts.example.com/a</c>.</param>
/// <param name="Created">When it was made known.</param>
public sealed record OidcTrust(string Url, DateTimeOffset Created) : IPart
{
    /// <summary>The most client ids.</summary>
    public const int MostClientIds = 100;

    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("iam-oidc-provider");

    /// <inheritdoc/>
    public string PoolId => "";

    /// <inheritdoc/>
    public string Key => Url.ToLowerInvariant();

    /// <summary>For whom its tokens must be: their <c>aud</c>.</summary>
    public IReadOnlyList<string> ClientIds { get; init; } = [];

    /// <summary>SHA-1 of certificates, 40 hexadecimal digits each, as they were given.</summary>
    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    /// <summary>Its tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Its ARN.</summary>
    public string ArnIn(string account) => $"arn:aws:iam::{account}:oidc-provider/{Url}";
}

/// <summary>A SAML provider whose assertions are believed by roles and identity pools.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Metadata">Its metadata, XML as it was given.</param>
/// <param name="Created">When it was made known.</param>
public sealed record SamlTrust(string Name, string Metadata, DateTimeOffset Created) : IPart
{
    /// <inheritdoc/>
    public static PartKind Kind { get; } = new("iam-saml-provider");

    /// <inheritdoc/>
    public string PoolId => "";

    /// <inheritdoc/>
    public string Key => IamRole.KeyOf(Name);

    /// <summary>A random name that stays when the metadata is replaced.</summary>
    public required string Uuid { get; init; }

    /// <summary>When the metadata ends to be valid.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>Its tags by key.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Its ARN.</summary>
    public string ArnIn(string account) => $"arn:aws:iam::{account}:saml-provider/{Name}";

    /// <summary>The name that an ARN ends with.</summary>
    public static string NameIn(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
