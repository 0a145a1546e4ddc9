using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a provider as the service describes it: client secrets are shown, Apple's private key is not.</summary>
public sealed class DescribeProvider(PoolCertificates certificates)
{
    /// <summary>The whole description.</summary>
    public async ValueTask<IdentityProviderType> Of(IdentityProvider provider, Call call) => new()
    {
        UserPoolId = provider.PoolId,
        ProviderName = provider.Name,
        ProviderType = ProviderText.Of(provider.Type),
        ProviderDetails = await Shown(provider, call),
        AttributeMapping = provider.Mapping.Count > 0 ? provider.Mapping : null,
        IdpIdentifiers = provider.Identifiers,
        AcrMapping = provider.Levels.Count > 0 ? provider.Levels : null,
        CreationDate = provider.Created,
        LastModifiedDate = provider.Modified,
    };

    /// <summary>The line of a list.</summary>
    public static ProviderDescription Short(IdentityProvider provider) => new()
    {
        ProviderName = provider.Name,
        ProviderType = ProviderText.Of(provider.Type),
        CreationDate = provider.Created,
        LastModifiedDate = provider.Modified,
    };

    private async ValueTask<IReadOnlyDictionary<string, string>> Shown(IdentityProvider provider, Call call)
    {
        var details = provider.Details.Where(detail => detail.Key != Details.PrivateKey).ToDictionary(StringComparer.Ordinal);
        if (provider.Type is ProviderType.Saml && await certificates.Of(provider.PoolId, call.Aborted) is { } pool)
            details[Details.EncryptionCertificate] = Convert.ToBase64String(pool.Certificate);

        return details;
    }
}
