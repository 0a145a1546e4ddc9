using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Replaces the metadata of a SAML provider.</summary>
public sealed class UpdateSAMLProvider(SamlGate providers) : UpdateSAMLProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateSAMLProviderResponse>> Run(UpdateSAMLProviderRequest request, Call call)
    {
        if (SamlGate.Encryption(request.AssertionEncryptionMode, request.AddPrivateKey, request.RemovePrivateKey) is { } unsupported)
            return unsupported;
        if (request.SAMLMetadataDocument is not { } metadata)
            return InvalidInput("There is nothing to change: give SAMLMetadataDocument.");
        if (providers.ValidUntil(metadata).Refused(out var fault, out var until))
            return fault;

        fault = await providers.Change(request.SAMLProviderArn, there => there with { Metadata = metadata, ValidUntil = until }, call);
        return fault is not null ? fault : new UpdateSAMLProviderResponse { SAMLProviderArn = request.SAMLProviderArn };
    }
}
