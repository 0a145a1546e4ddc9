namespace Gatehouse.Identity;

/// <summary>The ways in which an application may ask for tokens at the pool's own pages and endpoints (RFC 6749, section 1.3).</summary>
[Flags]
public enum OAuthGrants
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>A code that the application's server exchanges.</summary>
    Code = 1,

    /// <summary>Tokens in the address, for pages without a server.</summary>
    Implicit = 2,

    /// <summary>The application itself, without a person.</summary>
    ClientCredentials = 4,
}

/// <summary>What an application may do at the pool's own pages and endpoints.</summary>
public sealed record OAuthRules
{
    /// <summary>Nothing of this counts while it is off.</summary>
    public bool Enabled { get; init; }

    /// <summary>How it may ask for tokens.</summary>
    public OAuthGrants Grants { get; init; }

    /// <summary>What its tokens may be good for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Where a browser may be sent after sign-in; compared letter by letter.</summary>
    public IReadOnlyList<string> Callbacks { get; init; } = [];

    /// <summary>Where it is sent when the request names no place; one of the callbacks.</summary>
    public string? DefaultCallback { get; init; }

    /// <summary>Where a browser may be sent after sign-out; compared letter by letter.</summary>
    public IReadOnlyList<string> Logouts { get; init; } = [];

    /// <summary>Who may vouch for people, by name; the pool itself is <c>COGNITO</c>.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];
}
