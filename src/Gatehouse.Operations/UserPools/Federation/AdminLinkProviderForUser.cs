using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Lets a provider vouch for a person who is there: who comes from it is that person from now on.</summary>
public sealed class AdminLinkProviderForUser(ProviderGate gate, PoolGate pools, IUsers users, Linking linking) : AdminLinkProviderForUserContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<AdminLinkProviderForUserResponse>> Run(AdminLinkProviderForUserRequest request, Call call)
    {
        if ((await pools.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (ProviderTypes.IsPool(request.SourceUser.ProviderName))
        {
            return InvalidParameter(
                "Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser");
        }

        if ((await Provider(pool.Id, "SourceUser", request.SourceUser, call)).Refused(out fault, out var source))
            return fault;
        if (IdentityShapes.Read("SourceUser", request.SourceUser, source).Refused(out fault, out var key))
            return fault;
        if ((await Destination(pool, request.DestinationUser, call)).Refused(out fault, out var person))
            return fault;

        return (await linking.Link(pool, person.Sub, source, key, call.Aborted)).Refused(out var refusal, out _)
            ? Refused.As(refusal)
            : new AdminLinkProviderForUserResponse();
    }

    private async ValueTask<Reply<IdentityProvider>> Provider(string poolId, string member, ProviderUserIdentifierType asked, Call call)
    {
        if (asked.ProviderName is not { } name)
            return InvalidParameter($"Invalid {member}: ProviderName is required.");

        return (await gate.Find(poolId, name, call)).Refused(out var fault, out var found) ? fault : found.Provider;
    }

    // The attribute that names a destination is always its subject, whatever the request calls it.
    private async ValueTask<Reply<User>> Destination(UserPool pool, ProviderUserIdentifierType asked, Call call)
    {
        if (!IdentityKey.IsValue(asked.ProviderAttributeValue))
            return InvalidParameter($"Invalid DestinationUser: ProviderAttributeValue must have 1 to {IdentityKey.MaxLength} characters.");
        if (ProviderTypes.IsPool(asked.ProviderName))
            return await users.Find(pool, asked.ProviderAttributeValue!, call.Aborted) is { } native ? native : Refused.As(RefusalKind.UnknownUser);
        if ((await Provider(pool.Id, "DestinationUser", asked, call)).Refused(out var fault, out var provider))
            return fault;

        return await users.ByIdentity(pool.Id, new(provider.Name, null, asked.ProviderAttributeValue!), call.Aborted) is { } external
            ? external
            : Refused.As(RefusalKind.UnknownUser);
    }
}
