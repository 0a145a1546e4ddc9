using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// Which feature plan a setting needs. Every feature is there in every plan; an installation that is told to be strict refuses what the
/// real service would refuse, so that a test finds it.
/// </summary>
/// <param name="AreStrict">Whether plans are held to.</param>
public sealed record Tiers(bool AreStrict)
{
    private static readonly string[] Ascending = [UserPoolTierType.LITE, UserPoolTierType.ESSENTIALS, UserPoolTierType.PLUS];

    /// <summary>The fault for settings beyond their plan; null when they stay within, or nobody is strict.</summary>
    /// <param name="settings">Settings with their defaults.</param>
    /// <param name="factors">The settings of factors that go with them.</param>
    /// <param name="before">The plan until now; null for a new pool.</param>
    public Fault? Exceeded(UserPoolType settings, GetUserPoolMfaConfigResponse factors, string? before)
    {
        if (!AreStrict)
            return null;

        var tier = settings.UserPoolTier!;
        foreach (var (feature, needed, used) in Features(settings, factors))
        {
            if (!used || Rank(needed) <= Rank(tier))
                continue;

            return before is not null && Rank(tier) < Rank(before)
                ? Faults.TierChangeNotAllowed($"The tier cannot be changed to {tier} while {feature} is in use.")
                : Faults.FeatureUnavailableInTier($"{feature} is not available in the {tier} tier.");
        }

        return null;
    }

    /// <summary>The fault for something beside a pool's own settings that its plan does not have; null when it may be used.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="feature">What it is called in the fault.</param>
    /// <param name="needed">The lowest plan that has it, a <see cref="UserPoolTierType"/>.</param>
    public Fault? Missing(UserPool pool, string feature, string needed) =>
        AreStrict && PoolSettings.Of(pool).UserPoolTier is { } tier && Rank(tier) < Rank(needed)
            ? Faults.FeatureUnavailableInTier($"{feature} is not available in the {tier} tier.")
            : null;

    private static (string Feature, string Tier, bool Used)[] Features(UserPoolType settings, GetUserPoolMfaConfigResponse mfa)
    {
        const string essentials = UserPoolTierType.ESSENTIALS, plus = UserPoolTierType.PLUS;
        var (passwords, factors) = (settings.Policies!.PasswordPolicy!, settings.Policies.SignInPolicy!.AllowedFirstAuthFactors!);
        return
        [
            ("Threat protection", plus, settings.UserPoolAddOns is { AdvancedSecurityMode: not AdvancedSecurityModeType.OFF }),
            ("Choice-based sign-in", essentials, factors.Any(factor => factor != AuthFactorType.PASSWORD)),
            ("Email MFA", essentials, mfa.EmailMfaConfiguration is not null),
            ("Passkey MFA", essentials, mfa.WebAuthnConfiguration is { FactorConfiguration: WebAuthnFactorConfigurationType.MULTI_FACTOR_WITH_USER_VERIFICATION }),
            ("Password history", essentials, passwords.PasswordHistorySize > 0),
            ("Access token customization", essentials, settings.LambdaConfig!.PreTokenGenerationConfig is { LambdaVersion: not "V1_0" }),
            ("Dynamic client registration", essentials, settings.DcrConfiguration?.EnableStatus == StatusType.Enabled),
            ("ACR configuration", essentials, settings.AcrConfiguration!.Any(acr => acr.Value.AcrValue != PoolDefaults.AcrName(acr.Key))),
        ];
    }

    private static int Rank(string tier) => Array.IndexOf(Ascending, tier);
}
