using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>How the claims and levels of a provider are mapped to those of a pool.</summary>
public static class ProviderMappings
{
    private const string Username = "username";
    private const int LongestClaim = 2048;
    private const int LongestLevel = 256;

    private static readonly string[] Levels = ["Level1", "Level2", "Level3", "Level4"];

    /// <summary>The mapping with the claim that becomes the user name, or the fault for an attribute that no provider may write.</summary>
    public static Reply<IReadOnlyDictionary<string, string>> Attributes(ProviderType type, IReadOnlyDictionary<string, string>? asked, Schema schema)
    {
        var mapping = new Dictionary<string, string>(asked ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        foreach (var (attribute, claim) in mapping)
        {
            if (attribute != Username && (attribute == Identity.Attributes.Sub || schema.Find(attribute) is null))
                return Faults.InvalidParameter($"Invalid attribute mapping: {attribute} is not an attribute that can be mapped.");
            if (claim.Length is 0 or > LongestClaim)
                return Faults.InvalidParameter($"Invalid attribute mapping: the claim for {attribute} is empty or too long.");
        }

        // A SAML provider's subject is no attribute of its assertion, so it has no name to map.
        if (SubjectOf(type) is { } subject)
            mapping.TryAdd(Username, subject);

        return mapping;
    }

    /// <summary>What is wrong with the mapping of levels; null when nothing.</summary>
    public static Fault? Broken(ProviderType type, IReadOnlyDictionary<string, string>? levels)
    {
        if (levels is null or { Count: 0 })
            return null;
        if (type is not ProviderType.Oidc)
            return Faults.InvalidParameter("AcrMapping is supported for OIDC identity providers only.");
        if (levels.Keys.FirstOrDefault(level => !Levels.Contains(level)) is { } unknown)
            return Faults.InvalidParameter($"Invalid AcrMapping level: {unknown}");
        if (levels.Values.Any(value => value.Length is 0 or > LongestLevel))
            return Faults.InvalidParameter("AcrMapping values must have 1 to 256 characters.");

        // It is read in both directions.
        return levels.Values.Distinct(StringComparer.Ordinal).Count() < levels.Count
            ? Faults.InvalidParameter("AcrMapping values must be different for each level.")
            : null;
    }

    private static string? SubjectOf(ProviderType type) => type switch
    {
        ProviderType.Saml => null,
        ProviderType.Facebook => "id",
        ProviderType.Amazon => "user_id",
        _ => "sub",
    };
}
