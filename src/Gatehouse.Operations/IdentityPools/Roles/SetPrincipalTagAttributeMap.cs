using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>Says which claims of a provider become tags of a session.</summary>
public sealed class SetPrincipalTagAttributeMap(IdentityPoolGate gate, ClaimTagGate tags) : SetPrincipalTagAttributeMapContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<SetPrincipalTagAttributeMapResponse>> Run(SetPrincipalTagAttributeMapInput request, Call call)
    {
        var chosen = new ClaimTags(request.UseDefaults ?? false, request.PrincipalTags ?? new Dictionary<string, string>());
        var changed = await gate.Change(
            request.IdentityPoolId,
            pool => tags.Provider(pool, request.IdentityProviderName).Refused(out var unknown, out var provider)
                ? unknown
                : pool with { ClaimTags = new Dictionary<string, ClaimTags>(pool.ClaimTags, StringComparer.Ordinal) { [provider] = chosen } },
            call);
        if (changed.Refused(out var fault, out _))
            return fault;

        return new SetPrincipalTagAttributeMapResponse
        {
            IdentityPoolId = request.IdentityPoolId,
            IdentityProviderName = request.IdentityProviderName,
            UseDefaults = chosen.UseDefaults,
            PrincipalTags = chosen.Tags.Count > 0 ? chosen.Tags : null,
        };
    }
}
