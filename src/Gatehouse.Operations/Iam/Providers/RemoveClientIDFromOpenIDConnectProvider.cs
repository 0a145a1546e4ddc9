using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Believes an OpenID provider's tokens for a client no more.</summary>
public sealed class RemoveClientIDFromOpenIDConnectProvider(OidcGate providers) : RemoveClientIDFromOpenIDConnectProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(RemoveClientIDFromOpenIDConnectProviderRequest request, Call call)
    {
        var fault = await providers.Change(
            request.OpenIDConnectProviderArn, provider => provider with { ClientIds = [.. provider.ClientIds.Where(id => id != request.ClientID)] }, call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
