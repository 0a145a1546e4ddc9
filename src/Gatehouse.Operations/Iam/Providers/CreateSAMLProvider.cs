using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes a SAML provider known whose assertions are to be believed.</summary>
public sealed class CreateSAMLProvider(SamlGate gate, IParts<SamlTrust> providers, Realm realm, IRandom random, TimeProvider clock) : CreateSAMLProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateSAMLProviderResponse>> Run(CreateSAMLProviderRequest request, Call call)
    {
        if (SamlGate.Encryption(request.AssertionEncryptionMode, request.AddPrivateKey) is { } unsupported)
            return unsupported;
        if (gate.ValidUntil(request.SAMLMetadataDocument).Refused(out var fault, out var until) || IamTags.Read(request.Tags).Refused(out fault, out var tags))
            return fault;

        var provider = new SamlTrust(request.Name, request.SAMLMetadataDocument, clock.GetUtcNow()) { Uuid = random.AccessId("ASML"), ValidUntil = until, Tags = tags };
        var added = await providers.Add(provider, call.Aborted);
        return ReferenceEquals(added.Part, provider)
            ? new CreateSAMLProviderResponse { SAMLProviderArn = provider.ArnIn(realm.AccountId), Tags = IamTags.Write(tags) }
            : EntityAlreadyExists($"Provider with name {request.Name} already exists.");
    }
}
