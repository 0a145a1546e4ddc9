using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows the provider that has one of its other names, as the mail domain of a company.</summary>
public sealed class GetIdentityProviderByIdentifier(PoolGate gate, IParts<IdentityProvider> providers, DescribeProvider describe)
    : GetIdentityProviderByIdentifierContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetIdentityProviderByIdentifierResponse>> Run(GetIdentityProviderByIdentifierRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        return await providers.ByClaim(IdentityProvider.IdentifierClaim(pool.Id, request.IdpIdentifier), call.Aborted) is { } provider
            ? new GetIdentityProviderByIdentifierResponse { IdentityProvider = await describe.Of(provider, call) }
            : ResourceNotFound($"Identity provider with identifier {request.IdpIdentifier} does not exist.");
    }
}
