using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows a SAML provider that is believed.</summary>
public sealed class GetSAMLProvider(SamlGate providers) : GetSAMLProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetSAMLProviderResponse>> Run(GetSAMLProviderRequest request, Call call)
    {
        return (await providers.Find(request.SAMLProviderArn, call)).Refused(out var fault, out var provider) ? fault : new GetSAMLProviderResponse
        {
            SAMLProviderUUID = provider.Uuid,
            SAMLMetadataDocument = provider.Metadata,
            CreateDate = provider.Created,
            ValidUntil = provider.ValidUntil,
            Tags = IamTags.Write(provider.Tags),
        };
    }
}
