using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>The settings of a domain in the words of the wire. Those the pages do not read are kept as they came.</summary>
/// <param name="ManagedLoginVersion">Which pages it shows; null is the plain ones, or leaves it as it is.</param>
/// <param name="CustomDomainConfig">The certificate of a host; null leaves it as it is.</param>
/// <param name="Routing">Where the host goes when the first region fails; null leaves it as it is.</param>
public sealed record DomainSettings(int? ManagedLoginVersion, CustomDomainConfigType? CustomDomainConfig, RoutingType? Routing)
{
    /// <summary>The settings a domain has.</summary>
    public static DomainSettings Of(PoolDomain domain)
    {
        var kept = JsonSerializer.Deserialize(domain.Described, UserPoolsJson.Wire.DomainDescriptionType) ?? new();
        return new((int)domain.Pages, kept.CustomDomainConfig, kept.Routing);
    }

    /// <summary>The domain under these settings; those that are absent stay.</summary>
    public PoolDomain ApplyTo(PoolDomain domain)
    {
        var before = Of(domain);
        var kept = new DomainDescriptionType { CustomDomainConfig = CustomDomainConfig ?? before.CustomDomainConfig, Routing = Routing ?? before.Routing };
        return domain with
        {
            Pages = ManagedLoginVersion is { } version ? (PagesVersion)version : domain.Pages,
            Described = JsonSerializer.Serialize(kept, UserPoolsJson.Wire.DomainDescriptionType),
        };
    }
}
