using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a domain's name and settings must be.</summary>
public sealed partial class DomainRules(Identity.Domains domains, Tiers tiers)
{
    private const string Format = @"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$";
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly string[] Reserved = ["aws", "amazon", "cognito"];

    /// <summary>What is wrong with a name; null when nothing.</summary>
    public Fault? Name(string name, bool isCustom) => isCustom ? Host(name) : Prefix(name);

    /// <summary>What is wrong with settings; null when nothing.</summary>
    public Fault? Settings(UserPool pool, DomainSettings settings, bool isCustom)
    {
        if (settings.ManagedLoginVersion is { } version && !Enum.IsDefined((PagesVersion)version))
            return Faults.InvalidParameter($"Invalid ManagedLoginVersion: {version}");
        if (!isCustom && (settings.CustomDomainConfig is not null || settings.Routing is not null))
            return Faults.InvalidParameter("CustomDomainConfig and Routing can only be set for a custom domain.");

        return (settings.ManagedLoginVersion == (int)PagesVersion.Managed ? tiers.Missing(pool, "Managed login", UserPoolTierType.ESSENTIALS) : null)
            ?? Certificate(settings.CustomDomainConfig)
            ?? Failover(pool, settings.Routing?.Failover);
    }

    private static Fault? Prefix(string name)
    {
        if (!Label().IsMatch(name))
        {
            return Faults.InvalidParameter(
                "The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. "
                + $"Please enter a different name that follows this format: {Format}");
        }

        return Reserved.FirstOrDefault(word => name.Contains(word, StringComparison.Ordinal)) is { } reserved
            ? Faults.InvalidParameter($"Domain cannot contain reserved word: {reserved}")
            : null;
    }

    // Whoever had a host of the installation as their own would show their pages where people expect somebody else's.
    // The last label begins with a letter, or browsers read the name as an address.
    private Fault? Host(string name) =>
        name.Split('.') is [_, .., [>= 'a' and <= 'z', ..]] labels && labels.All(Label().IsMatch) && !domains.IsOurs(name)
        ? null
        : Faults.InvalidParameter($"Custom domain is not a valid subdomain: {name}");

    private static Fault? Certificate(CustomDomainConfigType? custom)
    {
        if (custom is null)
            return null;
        if (!CertificateArn().IsMatch(custom.CertificateArn))
        {
            return Faults.InvalidParameter(
                "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.");
        }

        return custom.SecurityPolicy is { } policy && !SecurityPolicyType.All.Contains(policy)
            ? Faults.InvalidParameter($"Invalid SecurityPolicy: {policy}")
            : null;
    }

    private static Fault? Failover(UserPool pool, FailoverType? failover)
    {
        if (failover is null)
            return null;
        if (!Region().IsMatch(failover.SecondaryRegion) || pool.Id.StartsWith(failover.SecondaryRegion + "_", StringComparison.Ordinal))
            return Faults.InvalidParameter($"Invalid SecondaryRegion: {failover.SecondaryRegion}");

        return HealthCheck().IsMatch(failover.PrimaryRoute53HealthCheckId)
            ? null
            : Faults.InvalidParameter($"Invalid PrimaryRoute53HealthCheckId: {failover.PrimaryRoute53HealthCheckId}");
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", Plain)]
    private static partial Regex Label();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:acm:us-east-1:[0-9]{12}:certificate/[A-Za-z0-9-]{1,64}\z", Plain)]
    private static partial Regex CertificateArn();

    [GeneratedRegex(@"\A[a-z]{2}(-[a-z]{1,16}){1,3}-[0-9]{1,2}\z", Plain)]
    private static partial Regex Region();

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,64}\z", Plain)]
    private static partial Regex HealthCheck();
}
