using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Believes an OpenID provider's tokens for one more client.</summary>
public sealed class AddClientIDToOpenIDConnectProvider(OidcGate providers) : AddClientIDToOpenIDConnectProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(AddClientIDToOpenIDConnectProviderRequest request, Call call)
    {
        var fault = await providers.Change(
            request.OpenIDConnectProviderArn,
            provider => provider.ClientIds.Contains(request.ClientID) ? provider
                : provider.ClientIds.Count >= OidcTrust.MostClientIds ? LimitExceeded($"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {OidcTrust.MostClientIds}")
                : provider with { ClientIds = [.. provider.ClientIds, request.ClientID] },
            call);
        return fault is null ? Nothing.AtAll : fault;
    }
}
