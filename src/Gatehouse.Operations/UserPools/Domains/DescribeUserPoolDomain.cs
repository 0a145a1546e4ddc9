using System.Globalization;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Shows a domain; an empty description is the answer for a name that nobody has.</summary>
public sealed class DescribeUserPoolDomain(PoolGate gate, Identity.Domains domains, Realm realm) : DescribeUserPoolDomainContract
{
    /// <inheritdoc/>
    public override async ValueTask<Reply<DescribeUserPoolDomainResponse>> Run(DescribeUserPoolDomainRequest request, Call call)
    {
        var there = await domains.Find(request.Domain, call.Aborted);

        // A pool of another region does not exist for this caller, and neither does its domain.
        var isSeen = there is not null && !(await gate.Find(there.PoolId, call)).Refused(out _, out _);
        return new DescribeUserPoolDomainResponse { DomainDescription = isSeen ? Describe(there!) : new() };
    }

    private DomainDescriptionType Describe(PoolDomain domain)
    {
        var settings = DomainSettings.Of(domain);
        return new()
        {
            UserPoolId = domain.PoolId,
            AWSAccountId = realm.AccountId,
            Domain = domain.Name,
            CloudFrontDistribution = domains.OwnHost,
            Version = domain.Created.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
            Status = DomainStatusType.ACTIVE,
            CustomDomainConfig = settings.CustomDomainConfig,
            ManagedLoginVersion = settings.ManagedLoginVersion,
            Routing = settings.Routing,
        };
    }
}
