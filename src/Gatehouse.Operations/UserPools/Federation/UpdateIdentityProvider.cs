using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Changes a provider. What the request leaves out stays; what it gives replaces the whole of that, the details with all their secrets:
/// so no secret that was given for one server is ever sent to another.
/// </summary>
public sealed class UpdateIdentityProvider(
    ProviderGate gate, ProviderDetails details, IParts<IdentityProvider> providers, DescribeProvider describe, TimeProvider clock) : UpdateIdentityProviderContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateIdentityProviderResponse>> Run(UpdateIdentityProviderRequest request, Call call)
    {
        if (ProviderTypes.IsPool(request.ProviderName))
            return UnsupportedIdentityProvider($"{request.ProviderName} can not be updated.");
        if ((await gate.Find(request.UserPoolId, request.ProviderName, call)).Refused(out var fault, out var found))
            return fault;
        if ((await Read(request, found, call)).Refused(out fault, out var change))
            return fault;

        var known = found.Provider;
        var stored = await providers.Change(known.PoolId, "", known.Name, now => now?.Type == known.Type ? change(now) : now, call.Aborted);
        return stored switch
        {
            { Taken: not null } => InvalidParameter("An IdP identifier belongs to another identity provider of the user pool."),
            { Part: null } => ProviderGate.Unknown(known.Name),
            { Part: var provider } when provider.Type != known.Type => ConcurrentModification("The identity provider was replaced meanwhile."),
            { Part: var provider } => new UpdateIdentityProviderResponse { IdentityProvider = await describe.Of(provider, call) },
        };
    }

    private async ValueTask<Reply<Func<IdentityProvider, IdentityProvider>>> Read(UpdateIdentityProviderRequest request, PoolProvider found, Call call)
    {
        var type = found.Provider.Type;
        if (ProviderMappings.Broken(type, request.AcrMapping) is { } broken)
            return broken;
        if (ProviderMappings.Attributes(type, request.AttributeMapping, found.Pool.Schema).Refused(out var fault, out var mapping))
            return fault;

        CompleteDetails? complete = null;
        if (request.ProviderDetails is { } asked && (await details.Complete(type, asked, call)).Refused(out fault, out complete))
            return fault;

        var time = clock.GetUtcNow();
        return (Func<IdentityProvider, IdentityProvider>)(provider => provider with
        {
            Details = complete?.Details ?? provider.Details,
            Saml = complete is null ? provider.Saml : complete.Saml,
            Mapping = request.AttributeMapping is null ? provider.Mapping : mapping,
            Identifiers = request.IdpIdentifiers ?? provider.Identifiers,
            Levels = request.AcrMapping ?? provider.Levels,
            Modified = time,
        });
    }
}
