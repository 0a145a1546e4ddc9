using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Shows an OpenID provider that is believed.</summary>
public sealed class GetOpenIDConnectProvider(OidcGate providers) : GetOpenIDConnectProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetOpenIDConnectProviderResponse>> Run(GetOpenIDConnectProviderRequest request, Call call)
    {
        return (await providers.Find(request.OpenIDConnectProviderArn, call)).Refused(out var fault, out var provider) ? fault : new GetOpenIDConnectProviderResponse
        {
            Url = provider.Url,
            ClientIDList = provider.ClientIds,
            ThumbprintList = provider.Thumbprints,
            CreateDate = provider.Created,
            Tags = IamTags.Write(provider.Tags),
        };
    }
}
