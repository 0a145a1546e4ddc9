using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using IdentityPool = Gatehouse.Identity.IdentityPool;

namespace Gatehouse.Operations.IdentityPools;

/// <summary>The roles of a pool, read from the wire and written to it.</summary>
public sealed class RoleShapes(ProviderNames names)
{
    private const string Authenticated = "authenticated";
    private const string Guest = "unauthenticated";

    /// <summary>The roles that a request asks for a pool, or what is wrong with them.</summary>
    public Reply<PoolRoles> Read(IdentityPool pool, SetIdentityPoolRolesInput request)
    {
        var byProvider = new Dictionary<string, RoleRules>(StringComparer.Ordinal);
        foreach (var (spelled, mapping) in request.RoleMappings ?? new Dictionary<string, RoleMapping>())
        {
            var name = names.OfClient(spelled);
            if (!IsProvider(pool, name))
                return Faults.InvalidParameter($"({spelled}) is not a valid RoleMapping ProviderName or is not a configured provider.");
            if (Read(spelled, mapping).Refused(out var fault, out var rules))
                return fault;
            if (!byProvider.TryAdd(name, rules))
                return Faults.InvalidParameter($"({spelled}) is mapped twice.");
        }

        return new PoolRoles
        {
            Authenticated = request.Roles.GetValueOrDefault(Authenticated),
            Guest = request.Roles.GetValueOrDefault(Guest),
            ByProvider = byProvider,
        };
    }

    /// <summary>The roles of a pool as the wire shows them.</summary>
    public static GetIdentityPoolRolesResponse Write(IdentityPool pool) => new()
    {
        IdentityPoolId = pool.Id,
        Roles = Both(pool.Roles).Where(role => role.Arn is not null).ToDictionary(role => role.Name, role => role.Arn!),
        RoleMappings = pool.Roles.ByProvider.Count > 0 ? pool.Roles.ByProvider.ToDictionary(entry => entry.Key, entry => Write(entry.Value)) : null,
    };

    private static IEnumerable<(string Name, string? Arn)> Both(PoolRoles roles) => [(Authenticated, roles.Authenticated), (Guest, roles.Guest)];

    private static bool IsProvider(IdentityPool pool, string name) =>
        pool.OwnProviders.Any(provider => $"{provider.Provider}:{provider.ClientId}" == name)
        || pool.SocialProviders.ContainsKey(name)
        || pool.OpenIdProviders.Any(arn => arn == name || OpenIdNames.HostOf(arn) == name)
        || pool.SamlProviders.Contains(name);

    private static Reply<RoleRules> Read(string provider, RoleMapping mapping)
    {
        if (mapping.AmbiguousRoleResolution is not { } otherwise)
            return Faults.InvalidParameter($"AmbiguousRoleResolution is required for ({provider}).");

        var rules = mapping.RulesConfiguration?.Rules ?? [];
        if (mapping.Type == RoleMappingType.Rules && rules.Count is < 1 or > RoleRules.MaxRules)
            return Faults.InvalidParameter($"A rules-based role mapping needs 1 to {RoleRules.MaxRules} rules: ({provider}).");
        if (mapping.Type == RoleMappingType.Token && mapping.RulesConfiguration is not null)
            return Faults.InvalidParameter($"A token-based role mapping has no rules: ({provider}).");

        return new RoleRules(
            mapping.Type == RoleMappingType.Rules ? RoleSource.Rules : RoleSource.Token,
            otherwise == AmbiguousRoleResolutionType.Deny ? Unresolved.Deny : Unresolved.Authenticated,
            [.. rules.Select(rule => new RoleRule(rule.Claim, Match(rule.MatchType), rule.Value, rule.RoleARN))]);
    }

    private static RoleMapping Write(RoleRules rules) => new()
    {
        Type = rules.Source is RoleSource.Rules ? RoleMappingType.Rules : RoleMappingType.Token,
        AmbiguousRoleResolution = rules.Otherwise is Unresolved.Deny ? AmbiguousRoleResolutionType.Deny : AmbiguousRoleResolutionType.AuthenticatedRole,
        RulesConfiguration = rules.Source is RoleSource.Token ? null : new()
        {
            Rules = [.. rules.Rules.Select(rule => new MappingRule { Claim = rule.Claim, MatchType = Word(rule.Match), Value = rule.Value, RoleARN = rule.RoleArn })],
        },
    };

    private static ClaimMatch Match(string word) => word switch
    {
        MappingRuleMatchType.Contains => ClaimMatch.Contains,
        MappingRuleMatchType.StartsWith => ClaimMatch.StartsWith,
        MappingRuleMatchType.NotEqual => ClaimMatch.NotEqual,
        _ => ClaimMatch.Equal,
    };

    private static string Word(ClaimMatch match) => match switch
    {
        ClaimMatch.Contains => MappingRuleMatchType.Contains,
        ClaimMatch.StartsWith => MappingRuleMatchType.StartsWith,
        ClaimMatch.NotEqual => MappingRuleMatchType.NotEqual,
        _ => MappingRuleMatchType.Equals,
    };
}
