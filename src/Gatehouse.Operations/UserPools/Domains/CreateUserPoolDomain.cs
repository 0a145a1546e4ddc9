using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Gives a pool a name for its pages: a label below the installation's host, or a host of the owner's.</summary>
public sealed class CreateUserPoolDomain(PoolGate gate, IParts<PoolDomain> domains, Identity.Domains hosts, DomainRules rules, TimeProvider clock)
    : CreateUserPoolDomainContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<CreateUserPoolDomainResponse>> Run(CreateUserPoolDomainRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;

        var isCustom = request.CustomDomainConfig is not null;
        var settings = new DomainSettings(request.ManagedLoginVersion, request.CustomDomainConfig, request.Routing);
        if ((rules.Name(request.Domain, isCustom) ?? rules.Settings(pool, settings, isCustom)) is { } broken)
            return broken;

        var domain = settings.ApplyTo(new(pool.Id, request.Domain, isCustom, clock.GetUtcNow()));
        var added = await domains.Add(domain, call.Aborted);
        if (added.IsOrphan)
            return PoolGate.Unknown(pool.Id);
        if (added.Taken is not null)
            return InvalidParameter("Domain already associated with another user pool.");
        if (!ReferenceEquals(added.Part, domain))
            return InvalidParameter("User pool already has a domain configured.");

        return new CreateUserPoolDomainResponse
        {
            ManagedLoginVersion = (int)domain.Pages,
            CloudFrontDomain = isCustom ? hosts.OwnHost : null,
            Routing = request.Routing,
        };
    }
}
