using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows every setting of a provider.</summary>
public sealed class DescribeIdentityProvider(ProviderGate gate, DescribeProvider describe) : DescribeIdentityProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeIdentityProviderResponse>> Run(DescribeIdentityProviderRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, request.ProviderName, call)).Refused(out var fault, out var found))
            return fault;

        return new DescribeIdentityProviderResponse { IdentityProvider = await describe.Of(found.Provider, call) };
    }
}
