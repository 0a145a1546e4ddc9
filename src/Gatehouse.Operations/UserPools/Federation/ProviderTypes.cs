using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The types of providers and their names on the wire.</summary>
public static class ProviderTypes
{
    private const string Pool = "COGNITO";

    /// <summary>The type of that name; the name has passed the service model.</summary>
    public static ProviderType Read(string type) => type switch
    {
        IdentityProviderTypeType.SAML => ProviderType.Saml,
        IdentityProviderTypeType.Facebook => ProviderType.Facebook,
        IdentityProviderTypeType.Google => ProviderType.Google,
        IdentityProviderTypeType.LoginWithAmazon => ProviderType.Amazon,
        IdentityProviderTypeType.SignInWithApple => ProviderType.Apple,
        _ => ProviderType.Oidc,
    };

    /// <summary>Whether a pool has at most one provider of the type, called as the type is.</summary>
    public static bool IsSocial(ProviderType type) => type is not (ProviderType.Saml or ProviderType.Oidc);

    /// <summary>Whether a name stands for the pool itself.</summary>
    public static bool IsPool(string? name) => Pool.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with a name for a provider of a type; null when nothing.</summary>
    public static Fault? Broken(string name, ProviderType type)
    {
        var reserved = IsPool(name) || IdentityProviderTypeType.All.Any(known => IsSocial(Read(known)) && known.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (IsSocial(type) ? name != ProviderText.Of(type) : reserved)
            return Faults.InvalidParameter($"Provider {name} cannot be of type {ProviderText.Of(type)}.");

        return IdentityProvider.CanPrefix(name)
            ? null
            : Faults.InvalidParameter($"Provider name {name} can not contain an underscore, in whatever spelling.");
    }
}
