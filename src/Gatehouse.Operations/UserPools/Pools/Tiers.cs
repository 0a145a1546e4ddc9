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

    private static (string Feature, string Tier, bool Used)[] Features(UserPoolType settings)
    {
        const string essentials = UserPoolTierType.ESSENTIALS, plus = UserPoolTierType.PLUS;
        var (passwords, factors) = (settings.Policies!.PasswordPolicy!, settings.Policies.SignInPolicy!.AllowedFirstAuthFactors!);
        return
        [
            ("Threat protection", plus, settings.UserPoolAddOns is { AdvancedSecurityMode: not AdvancedSecurityModeType.OFF }),
            ("Choice-based sign-in", essentials, factors.Any(factor => factor != AuthFactorType.PASSWORD)),
            ("Password history", essentials, passwords.PasswordHistorySize > 0),
            ("Access token customization", essentials, settings.LambdaConfig!.PreTokenGenerationConfig is { LambdaVersion: not "V1_0" }),
            ("Dynamic client registration", essentials, settings.DcrConfiguration?.EnableStatus == StatusType.Enabled),
            ("ACR configuration", essentials, settings.AcrConfiguration!.Any(acr => acr.Value.AcrValue != PoolDefaults.AcrName(acr.Key))),
        ];
    }

    private static int Rank(string tier) => Array.IndexOf(Ascending, tier);
}
