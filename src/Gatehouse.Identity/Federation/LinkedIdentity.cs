namespace Gatehouse.Identity;

/// <summary>By what a provider knows a person.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Attribute">The attribute into which the telling claim is mapped; null when it is the provider's own identifier of the person.</param>
/// <param name="Value">What the provider says, compared to the letter.</param>
public readonly record struct IdentityKey(string Provider, string? Attribute, string Value)
{
    /// <summary>The longest value, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>What such names are kept as, beside user names and addresses.</summary>
    public const string Kind = "identity";

    /// <summary>The name under which the person is found. It begins as no name that anybody can choose.</summary>
    public UserName Name => new(Kind, $"\0{Provider}\0{Attribute}\0{Value}");

    /// <summary>Whether a value can tell one person from another.</summary>
    public static bool IsValue(string? value) => value is { Length: > 0 and <= MaxLength } && !value.Contains('\0', StringComparison.Ordinal);
}

/// <summary>A person at another provider who is this person here.</summary>
/// <param name="Provider">The provider's name.</param>
/// <param name="Type">What type it had.</param>
/// <param name="Attribute">See <see cref="IdentityKey.Attribute"/>; null from the first sign-in on.</param>
/// <param name="Value">See <see cref="IdentityKey.Value"/>.</param>
/// <param name="Since">When it was linked, or the person added.</param>
public sealed record LinkedIdentity(string Provider, ProviderType Type, string? Attribute, string Value, DateTimeOffset Since)
{
    /// <summary>What a SAML provider calls itself; null for the others.</summary>
    public string? Issuer { get; init; }

    /// <summary>The person came here by it, and has no other beginning.</summary>
    public bool IsOwn { get; init; }

    /// <summary>By what the provider knows the person.</summary>
    public IdentityKey Key => new(Provider, Attribute, Value);
}

/// <summary>How types of providers are written.</summary>
public static class ProviderText
{
    /// <summary>The type in the word clients know, as <c>LoginWithAmazon</c>.</summary>
    public static string Of(ProviderType type) => type switch
    {
        ProviderType.Saml => "SAML",
        ProviderType.Oidc => "OIDC",
        ProviderType.Google => "Google",
        ProviderType.Facebook => "Facebook",
        ProviderType.Amazon => "LoginWithAmazon",
        _ => "SignInWithApple",
    };
}
