using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Contracts.IdentityPools.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Makes a pool of identities in the region of the signature.</summary>
public sealed class CreateIdentityPool(IIdentityPools pools, PoolSettings settings, IRandom random, Realm realm) : CreateIdentityPoolContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<IdentityPool>> Run(CreateIdentityPoolInput request, Call call)
    {
        var id = $"{call.SignedRegion ?? realm.Region}:{random.Uuid()}";
        if (settings.Apply(new() { Id = id, Name = request.IdentityPoolName }, Asked(request, id)).Refused(out var fault, out var pool))
            return fault;

        return await pools.Add(pool, call.Aborted) ? PoolSettings.Write(pool) : InternalError("No free identity pool id was found.");
    }

    private static IdentityPool Asked(CreateIdentityPoolInput request, string id) => new()
    {
        IdentityPoolId = id,
        IdentityPoolName = request.IdentityPoolName,
        AllowUnauthenticatedIdentities = request.AllowUnauthenticatedIdentities,
        AllowClassicFlow = request.AllowClassicFlow,
        SupportedLoginProviders = request.SupportedLoginProviders,
        DeveloperProviderName = request.DeveloperProviderName,
        OpenIdConnectProviderARNs = request.OpenIdConnectProviderARNs,
        CognitoIdentityProviders = request.CognitoIdentityProviders,
        SamlProviderARNs = request.SamlProviderARNs,
        IdentityPoolTags = request.IdentityPoolTags,
    };
}
