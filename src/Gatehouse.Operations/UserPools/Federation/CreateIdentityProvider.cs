using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Adds a provider elsewhere that vouches for people of the pool.</summary>
public sealed class CreateIdentityProvider(
    PoolGate gate, ProviderDetails details, IParts<IdentityProvider> providers, DescribeProvider describe, TimeProvider clock) : CreateIdentityProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateIdentityProviderResponse>> Run(CreateIdentityProviderRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if ((await Read(request, pool, call)).Refused(out fault, out var provider))
            return fault;
        if (await providers.Count(pool.Id, "", call.Aborted) >= IdentityProvider.MaxInPool)
            return LimitExceeded($"Identity providers cannot exceed limit of {IdentityProvider.MaxInPool} providers.");

        return await providers.Add(provider, call.Aborted) switch
        {
            { IsOrphan: true } => ResourceNotFound($"User pool {pool.Id} does not exist."),
            { Taken: { } claim } when claim != IdentityProvider.NameClaim(pool.Id, provider.Name) =>
                InvalidParameter("An IdP identifier belongs to another identity provider of the user pool."),
            var change when !ReferenceEquals(change.Part, provider) => DuplicateProvider($"A provider with the name {provider.Name} already exists."),
            _ => new CreateIdentityProviderResponse { IdentityProvider = await describe.Of(provider, call) },
        };
    }

    private async ValueTask<Reply<IdentityProvider>> Read(CreateIdentityProviderRequest request, UserPool pool, Call call)
    {
        var type = ProviderTypes.Read(request.ProviderType);
        if ((ProviderTypes.Broken(request.ProviderName, type) ?? ProviderMappings.Broken(type, request.AcrMapping)) is { } broken)
            return broken;
        if (ProviderMappings.Attributes(type, request.AttributeMapping, pool.Schema).Refused(out var fault, out var mapping))
            return fault;
        if ((await details.Complete(type, request.ProviderDetails, call)).Refused(out fault, out var complete))
            return fault;

        var now = clock.GetUtcNow();
        return new IdentityProvider
        {
            PoolId = pool.Id,
            Name = request.ProviderName,
            Type = type,
            Details = complete.Details,
            Saml = complete.Saml,
            Mapping = mapping,
            Identifiers = request.IdpIdentifiers ?? [],
            Levels = request.AcrMapping ?? new Dictionary<string, string>(),
            Created = now,
            Modified = now,
        };
    }
}
