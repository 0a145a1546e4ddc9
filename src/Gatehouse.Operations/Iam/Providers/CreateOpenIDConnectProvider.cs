using Gatehouse.Contracts.Iam;
using Gatehouse.Identity;

namespace Gatehouse.Operations.Iam;

/// <summary>Makes an OpenID provider known whose tokens are to be believed. Nothing is asked of it until one of its tokens comes.</summary>
public sealed class CreateOpenIDConnectProvider(IParts<OidcTrust> providers, Realm realm, TimeProvider clock) : CreateOpenIDConnectProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateOpenIDConnectProviderResponse>> Run(CreateOpenIDConnectProviderRequest request, Call call)
    {
        if (!Uri.TryCreate(request.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
            return InvalidInput("Invalid Open ID Connect Provider URL");
        if (IamTags.Read(request.Tags).Refused(out var fault, out var tags))
            return fault;
        if ((request.ClientIDList?.Count ?? 0) > OidcTrust.MostClientIds)
            return LimitExceeded($"Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: {OidcTrust.MostClientIds}");

        var provider = new OidcTrust((url.Authority + url.AbsolutePath).TrimEnd('/'), clock.GetUtcNow())
        {
            ClientIds = [.. (request.ClientIDList ?? []).Distinct()], Thumbprints = request.ThumbprintList ?? [], Tags = tags,
        };
        var added = await providers.Add(provider, call.Aborted);
        return ReferenceEquals(added.Part, provider)
            ? new CreateOpenIDConnectProviderResponse { OpenIDConnectProviderArn = provider.ArnIn(realm.AccountId), Tags = IamTags.Write(tags) }
            : EntityAlreadyExists($"Provider with url {request.Url} already exists.");
    }
}
