using Gatehouse.Contracts.IdentityPools;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Shows which claims of a provider become tags of a session.</summary>
public sealed class GetPrincipalTagAttributeMap(IdentityPoolGate gate, ClaimTagGate tags) : GetPrincipalTagAttributeMapContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<GetPrincipalTagAttributeMapResponse>> Run(GetPrincipalTagAttributeMapInput request, Call call)
    {
        if ((await gate.Find(request.IdentityPoolId, call)).Refused(out var fault, out var pool)
            || tags.Provider(pool, request.IdentityProviderName).Refused(out fault, out var provider))
            return fault;

        var found = pool.ClaimTags.GetValueOrDefault(provider);
        return new GetPrincipalTagAttributeMapResponse
        {
            IdentityPoolId = pool.Id,
            IdentityProviderName = request.IdentityProviderName,
            UseDefaults = found?.UseDefaults ?? false,
            PrincipalTags = found?.Tags is { Count: > 0 } chosen ? chosen : null,
        };
    }
}
