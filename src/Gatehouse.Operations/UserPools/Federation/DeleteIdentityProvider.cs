using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Removes a provider: it vouches for nobody any more. People it vouched for stay.</summary>
public sealed class DeleteIdentityProvider(PoolGate gate, IParts<IdentityProvider> providers) : DeleteIdentityProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<Nothing>> Run(DeleteIdentityProviderRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (ProviderTypes.IsPool(request.ProviderName))
            return UnsupportedIdentityProvider($"{request.ProviderName} can not be deleted.");

        return await providers.Remove(pool.Id, "", request.ProviderName, call.Aborted) ? Nothing.AtAll : ProviderGate.Unknown(request.ProviderName);
    }
}
