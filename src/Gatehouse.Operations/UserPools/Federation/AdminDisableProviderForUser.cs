using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Takes one way in from a person: a linked identity is unlinked, a person who came by a provider is kept out, and of one who did not the
/// password goes.
/// </summary>
public sealed class AdminDisableProviderForUser(PoolGate gate, IParts<IdentityProvider> providers, Linking linking) : AdminDisableProviderForUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminDisableProviderForUserResponse>> Run(AdminDisableProviderForUserRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (request.User.ProviderName is not { } name)
            return InvalidParameter("Invalid User: ProviderName is required.");

        // An identity outlives its provider, and must be removable all the same.
        var provider = ProviderTypes.IsPool(name) ? null : await providers.Find(pool.Id, "", name, call.Aborted);
        if (IdentityShapes.Read("User", request.User, provider).Refused(out fault, out var key))
            return fault;
        if (ProviderTypes.IsPool(name) && key.Attribute is not null)
            return InvalidParameter("Invalid User: ProviderAttributeName must be Cognito_Subject for users of the user pool.");

        var outcome = ProviderTypes.IsPool(name)
            ? await linking.DisablePassword(pool, key.Value, call.Aborted)
            : await linking.Unlink(pool, key, call.Aborted);
        if (!outcome.Refused(out var refusal, out _))
            return new AdminDisableProviderForUserResponse();

        return provider is null && !ProviderTypes.IsPool(name) ? ProviderGate.Unknown(name) : Refused.As(refusal);
    }
}
