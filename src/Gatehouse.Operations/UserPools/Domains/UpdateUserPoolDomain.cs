using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Changes the pages, the certificate or the routing of a domain. What is left out stays, and so does the name.</summary>
public sealed class UpdateUserPoolDomain(PoolGate gate, IParts<PoolDomain> domains, Identity.Domains hosts, DomainRules rules)
    : UpdateUserPoolDomainContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<UpdateUserPoolDomainResponse>> Run(UpdateUserPoolDomainRequest request, Call call)
    {
        if ((await gate.Find(request.UserPoolId, call)).Refused(out var fault, out var pool))
            return fault;
        if (await hosts.Find(request.Domain, call.Aborted) is not { } found || found.PoolId != pool.Id)
            return DomainGone.Fault;

        var settings = new DomainSettings(request.ManagedLoginVersion, request.CustomDomainConfig, request.Routing);
        if (rules.Settings(pool, settings, found.IsCustom) is { } broken)
            return broken;

        var change = await domains.Change(
            pool.Id, "", found.Key, there => there?.Name == found.Name ? settings.ApplyTo(there) : there, call.Aborted);
        if (change.Part is not { } domain || domain.Name != found.Name)
            return DomainGone.Fault;

        var stored = DomainSettings.Of(domain);
        return new UpdateUserPoolDomainResponse
        {
            ManagedLoginVersion = stored.ManagedLoginVersion,
            CloudFrontDomain = domain.IsCustom ? hosts.OwnHost : null,
            Routing = stored.Routing,
        };
    }
}
