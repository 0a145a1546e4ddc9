using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Lists the SAML providers that are believed.</summary>
public sealed class ListSAMLProviders(IParts<SamlTrust> providers, Realm realm) : ListSAMLProvidersContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<ListSAMLProvidersResponse>> Run(ListSAMLProvidersRequest request, Call call)
    {
        var all = await providers.All("", "", call.Aborted);
        return new ListSAMLProvidersResponse
        {
            SAMLProviderList = [.. all.Select(one => new SAMLProviderListEntry { Arn = one.ArnIn(realm.AccountId), ValidUntil = one.ValidUntil, CreateDate = one.Created })],
        };
    }
}
