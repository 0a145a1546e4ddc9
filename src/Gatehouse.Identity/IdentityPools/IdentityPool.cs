namespace Gatehouse.Identity;

/// <summary>A pool of identities: whose logins it believes, whether it admits guests, and what roles they get. An immutable snapshot.</summary>
public sealed record IdentityPool
{
    /// <summary><c>{region}:{uuid}</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What administrators call it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether whoever proves nothing gets an identity.</summary>
    public bool AllowsGuests { get; init; }

    /// <summary>Whether tokens are given out that others exchange for credentials; null when nobody said, which is no.</summary>
    public bool? AllowsClassicFlow { get; init; }

    /// <summary>Applications of our own pools of people whose ID tokens are logins.</summary>
    public IReadOnlyList<OwnProvider> OwnProviders { get; init; } = [];

    /// <summary>Big providers by their names, with the ids of the applications that people sign in to, separated by semicolons.</summary>
    public IReadOnlyDictionary<string, string> SocialProviders { get; init; } = new Dictionary<string, string>();

    /// <summary>Names of the records of OpenID providers.</summary>
    public IReadOnlyList<string> OpenIdProviders { get; init; } = [];

    /// <summary>Names of the records of SAML providers.</summary>
    public IReadOnlyList<string> SamlProviders { get; init; } = [];

    /// <summary>The name under which the administrator's own program vouches for people; once set it stays.</summary>
    public string? DeveloperProvider { get; init; }

    /// <summary>Notes of the administrator.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What roles identities get.</summary>
    public PoolRoles Roles { get; init; } = new();

    /// <summary>Which claims become tags of a session, by the name of the provider.</summary>
    public IReadOnlyDictionary<string, ClaimTags> ClaimTags { get; init; } = new Dictionary<string, ClaimTags>();

    /// <summary>The region in the id.</summary>
    public string Region => Id[..Id.IndexOf(':', StringComparison.Ordinal)];

    /// <summary>Whether anybody but a guest can come.</summary>
    public bool HasProviders =>
        OwnProviders.Count > 0 || SocialProviders.Count > 0 || OpenIdProviders.Count > 0 || SamlProviders.Count > 0 || DeveloperProvider is not null;
}

/// <summary>An application of one of our own pools of people whose ID tokens are logins.</summary>
/// <param name="Name">The provider as the administrator spelled it.</param>
/// <param name="Provider">The one name of that pool as a provider.</param>
/// <param name="PoolId">The pool of people.</param>
/// <param name="ClientId">The application.</param>
/// <param name="ChecksPeople">Whether a token also needs a person who is still there, enabled and signed in; null when nobody said, which is no.</param>
public sealed record OwnProvider(string Name, string Provider, string PoolId, string ClientId, bool? ChecksPeople);

/// <summary>Which claims of a login become tags of a session.</summary>
/// <param name="UseDefaults">The tags <c>username</c> and <c>client</c>, from the claims <c>sub</c> and <c>aud</c>.</param>
/// <param name="Tags">The name of the claim by the name of the tag; passed over when the defaults are used.</param>
public sealed record ClaimTags(bool UseDefaults, IReadOnlyDictionary<string, string> Tags)
{
    private static readonly Dictionary<string, string> Defaults = new() { ["username"] = "sub", ["client"] = "aud" };

    /// <summary>The name of the claim by the name of the tag, as it holds.</summary>
    public IReadOnlyDictionary<string, string> Effective => UseDefaults ? Defaults : Tags;
}
