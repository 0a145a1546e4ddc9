using System.Text.RegularExpressions;
using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;
using IdentityPoolShape = Gatehouse.Contracts.IdentityPools.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>The settings of a pool, read from the wire and written to it.</summary>
public sealed partial class PoolSettings(ProviderNames names)
{
    // Quotas of the service, where it has any, and a bound where it has none.
    private const int MostProviders = 100;

    /// <summary>The pool under other settings, or what is wrong with them. What is absent is off, but the tags and the developer's name stay.</summary>
    public Reply<IdentityPool> Apply(IdentityPool pool, IdentityPoolShape asked)
    {
        if (Own(asked.CognitoIdentityProviders ?? []).Refused(out var fault, out var own))
            return fault;

        var next = pool with
        {
            Name = asked.IdentityPoolName,
            AllowsGuests = asked.AllowUnauthenticatedIdentities!.Value,
            AllowsClassicFlow = asked.AllowClassicFlow,
            OwnProviders = own,
            SocialProviders = asked.SupportedLoginProviders ?? new Dictionary<string, string>(),
            OpenIdProviders = asked.OpenIdConnectProviderARNs ?? [],
            SamlProviders = asked.SamlProviderARNs ?? [],
            DeveloperProvider = asked.DeveloperProviderName ?? pool.DeveloperProvider,
            Tags = asked.IdentityPoolTags ?? pool.Tags,
        };
        return Broken(pool, next) is { } broken ? broken : next;
    }

    /// <summary>A pool as the wire shows it.</summary>
    public static IdentityPoolShape Write(IdentityPool pool) => new()
    {
        IdentityPoolId = pool.Id,
        IdentityPoolName = pool.Name,
        AllowUnauthenticatedIdentities = pool.AllowsGuests,
        AllowClassicFlow = pool.AllowsClassicFlow,
        SupportedLoginProviders = pool.SocialProviders.Count > 0 ? pool.SocialProviders : null,
        DeveloperProviderName = pool.DeveloperProvider,
        OpenIdConnectProviderARNs = pool.OpenIdProviders.Count > 0 ? pool.OpenIdProviders : null,
        CognitoIdentityProviders = pool.OwnProviders.Count > 0 ? [.. pool.OwnProviders.Select(Write)] : null,
        SamlProviderARNs = pool.SamlProviders.Count > 0 ? pool.SamlProviders : null,
        IdentityPoolTags = pool.Tags.Count > 0 ? pool.Tags : null,
    };

    /// <summary>What is wrong with tags; null when nothing is.</summary>
    public static Fault? Broken(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > 50)
            return Faults.InvalidParameter("The number of tags on an identity pool cannot exceed 50.");

        return tags.Keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            ? Faults.InvalidParameter("Tag keys that start with aws: are reserved.")
            : null;
    }

    private static CognitoIdentityProvider Write(OwnProvider provider) =>
        new() { ProviderName = provider.Name, ClientId = provider.ClientId, ServerSideTokenCheck = provider.ChecksPeople };

    private Reply<IReadOnlyList<OwnProvider>> Own(IReadOnlyList<CognitoIdentityProvider> asked)
    {
        var own = new List<OwnProvider>();
        foreach (var provider in asked)
        {
            if (provider.ProviderName is not { } name || names.UserPool(name) is not { } poolId)
                return Faults.InvalidParameter($"Invalid Cognito identity provider name: {provider.ProviderName}");
            if (provider.ClientId is not { } client)
                return Faults.InvalidParameter($"The Cognito identity provider {name} has no client ID.");

            own.Add(new(name, names.Of(name), poolId, client, provider.ServerSideTokenCheck));
        }

        return own.DistinctBy(provider => (provider.Provider, provider.ClientId)).Count() < own.Count
            ? Faults.InvalidParameter("Cognito identity providers must be unique.")
            : own;
    }

    private static Fault? Broken(IdentityPool before, IdentityPool next)
    {
        if (before.DeveloperProvider is { } developer && next.DeveloperProvider != developer)
            return Faults.InvalidParameter("The developer provider name of an identity pool cannot be changed.");
        if (next.OwnProviders.Count > MostProviders || next.OpenIdProviders.Count > MostProviders || next.SamlProviders.Count > MostProviders)
            return Faults.LimitExceeded($"An identity pool cannot have more than {MostProviders} providers of one kind.");
        if (next.SocialProviders.Keys.FirstOrDefault(name => !SocialProviders.Names.Contains(name)) is { } unknown)
            return Faults.InvalidParameter($"Invalid identity provider name: {unknown}");
        if (next.OpenIdProviders.FirstOrDefault(arn => !OpenIdArn().IsMatch(arn)) is { } openId)
            return Faults.InvalidParameter($"Invalid OpenID Connect provider ARN: {openId}");
        if (next.SamlProviders.FirstOrDefault(arn => !SamlArn().IsMatch(arn)) is { } saml)
            return Faults.InvalidParameter($"Invalid SAML provider ARN: {saml}");

        // Whoever vouches under such a name would speak for the people of somebody else.
        return next.DeveloperProvider is { } name && (name == ProviderNames.Own || SocialProviders.Names.Contains(name) || next.OpenIdProviders.Any(arn => arn.EndsWith("/" + name, StringComparison.Ordinal)))
            ? Faults.InvalidParameter($"Invalid developer provider name: {name}")
            : Broken(next.Tags);
    }

    [GeneratedRegex(@"\Aarn:aws:iam::[0-9]{12}:oidc-provider/[\w.:/-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex OpenIdArn();

    [GeneratedRegex(@"\Aarn:aws:iam::[0-9]{12}:saml-provider/[\w.-]+\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SamlArn();
}
