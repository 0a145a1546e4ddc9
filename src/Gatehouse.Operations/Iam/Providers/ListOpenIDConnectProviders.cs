using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the OpenID providers that are believed.</summary>
public sealed class ListOpenIDConnectProviders(IParts<OidcTrust> providers, Realm realm) : ListOpenIDConnectProvidersContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListOpenIDConnectProvidersResponse>> Run(ListOpenIDConnectProvidersRequest request, Call call)
    {
        var all = await providers.All("", "", call.Aborted);
        return new ListOpenIDConnectProvidersResponse
        {
            OpenIDConnectProviderList = [.. all.Select(provider => new OpenIDConnectProviderListEntry { Arn = provider.ArnIn(realm.AccountId) })],
        };
    }
}
