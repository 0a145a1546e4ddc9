using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Which feature plan a setting needs.</summary>
public static class Tiers
{
    private static readonly string[] Ascending = [UserPoolTierType.LITE, UserPoolTierType.ESSENTIALS, UserPoolTierType.PLUS];

    /// <summary>The fault for settings beyond their plan; null when they stay within.</summary>
    /// <param name="settings">Settings with their defaults.</param>
    /// <param name="before">The plan until now; null for a new pool.</param>
    public static Fault? Exceeded(UserPoolType settings, string? before)
    {
        var tier = settings.UserPoolTier!;
        foreach (var (feature, needed, used) in Features(settings))
        {
            if (!used || Rank(needed) <= Rank(tier))
                continue;

            return before is not null && Rank(tier) < Rank(before)
                ? Faults.TierChangeNotAllowed($"The tier cannot be changed to {tier} while {feature} is in use.")
                : Faults.FeatureUnavailableInTier($"{feature} is not available in the {tier} tier.");
        }

        return null;
    }

    private static (string Feature, string Tier, bool Used)[] Features(UserPoolType settings) =>
    [
        ("Threat protection", UserPoolTierType.PLUS, (settings.UserPoolAddOns?.AdvancedSecurityMode ?? AdvancedSecurityModeType.OFF) != AdvancedSecurityModeType.OFF),
        ("Choice-based sign-in", UserPoolTierType.ESSENTIALS, settings.Policies!.SignInPolicy!.AllowedFirstAuthFactors!.Any(factor => factor != AuthFactorType.PASSWORD)),
        ("Password history", UserPoolTierType.ESSENTIALS, settings.Policies.PasswordPolicy!.PasswordHistorySize > 0),
        ("Access token customization", UserPoolTierType.ESSENTIALS, (settings.LambdaConfig!.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0") != "V1_0"),
        ("Dynamic client registration", UserPoolTierType.ESSENTIALS, settings.DcrConfiguration?.EnableStatus == StatusType.Enabled),
        ("ACR configuration", UserPoolTierType.ESSENTIALS, settings.AcrConfiguration!.Any(name => name.Value.AcrValue != PoolDefaults.AcrName(name.Key))),
    ];

    private static int Rank(string tier) => Array.IndexOf(Ascending, tier);
}
