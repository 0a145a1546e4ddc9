using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// The settings of a pool in the words of the wire. They are kept whole, defaults filled in, beside the rules that the domain reads from
/// them; what the pool itself knows (id, name, dates, schema) is not among them.
/// </summary>
public static class PoolSettings
{
    /// <summary>The settings a pool has.</summary>
    public static UserPoolType Of(UserPool pool) => JsonSerializer.Deserialize(pool.Described, UserPoolsJson.Wire.UserPoolType) ?? new();

    /// <summary>The pool under other settings, or what is wrong with them.</summary>
    /// <param name="pool">The pool as it is.</param>
    /// <param name="asked">The settings; what is absent gets its default.</param>
    /// <param name="tiers">Whether feature plans are held to.</param>
    public static Reply<UserPool> Apply(UserPool pool, UserPoolType asked, Tiers tiers)
    {
        if (PoolChecks.Conflict(asked) is { } conflict)
            return conflict;

        var settings = PoolDefaults.Fill(asked);
        var factors = FactorSettings.Under(settings, FactorSettings.Of(pool));
        if ((PoolChecks.Broken(settings, factors) ?? tiers.Exceeded(settings, factors, Of(pool).UserPoolTier)) is { } broken)
            return broken;

        return Written(pool, settings, factors);
    }

    /// <summary>The pool with settings that were found to be right, and under their rules.</summary>
    public static UserPool Written(UserPool pool, UserPoolType settings, GetUserPoolMfaConfigResponse factors) =>
        PoolRules.From(settings, factors, pool) with
        {
            Described = JsonSerializer.Serialize(settings, UserPoolsJson.Wire.UserPoolType),
            DescribedFactors = JsonSerializer.Serialize(factors, UserPoolsJson.Wire.GetUserPoolMfaConfigResponse),
        };

    /// <summary>What a creation asks for.</summary>
    public static UserPoolType Asked(CreateUserPoolRequest request) => new()
    {
        Policies = request.Policies,
        DeletionProtection = request.DeletionProtection,
        LambdaConfig = request.LambdaConfig,
        AutoVerifiedAttributes = request.AutoVerifiedAttributes,
        AliasAttributes = request.AliasAttributes,
        UsernameAttributes = request.UsernameAttributes,
        SmsVerificationMessage = request.SmsVerificationMessage,
        EmailVerificationMessage = request.EmailVerificationMessage,
        EmailVerificationSubject = request.EmailVerificationSubject,
        VerificationMessageTemplate = request.VerificationMessageTemplate,
        SmsAuthenticationMessage = request.SmsAuthenticationMessage,
        MfaConfiguration = request.MfaConfiguration,
        UserAttributeUpdateSettings = request.UserAttributeUpdateSettings,
        DeviceConfiguration = request.DeviceConfiguration,
        EmailConfiguration = request.EmailConfiguration,
        SmsConfiguration = request.SmsConfiguration,
        UserPoolTags = request.UserPoolTags,
        AdminCreateUserConfig = request.AdminCreateUserConfig,
        UserPoolAddOns = request.UserPoolAddOns,
        UsernameConfiguration = request.UsernameConfiguration,
        AccountRecoverySetting = request.AccountRecoverySetting,
        UserPoolTier = request.UserPoolTier,
        DcrConfiguration = request.DcrConfiguration,
        KeyConfiguration = request.KeyConfiguration,
        IssuerConfiguration = request.IssuerConfiguration,
        AcrConfiguration = request.AcrConfiguration,
    };

    /// <summary>
    /// What a change asks for. What it leaves out goes back to its default, except the names people sign in with, the tier, the tags
    /// (which have operations of their own), and what was added to the service in 2026.
    /// </summary>
    public static UserPoolType Asked(UpdateUserPoolRequest request, UserPoolType before) => new()
    {
        Policies = request.Policies,
        DeletionProtection = request.DeletionProtection,
        LambdaConfig = request.LambdaConfig,
        AutoVerifiedAttributes = request.AutoVerifiedAttributes,
        AliasAttributes = before.AliasAttributes,
        UsernameAttributes = before.UsernameAttributes,
        SmsVerificationMessage = request.SmsVerificationMessage,
        EmailVerificationMessage = request.EmailVerificationMessage,
        EmailVerificationSubject = request.EmailVerificationSubject,
        VerificationMessageTemplate = request.VerificationMessageTemplate,
        SmsAuthenticationMessage = request.SmsAuthenticationMessage,
        MfaConfiguration = request.MfaConfiguration,
        UserAttributeUpdateSettings = request.UserAttributeUpdateSettings,
        DeviceConfiguration = request.DeviceConfiguration,
        EmailConfiguration = request.EmailConfiguration,
        SmsConfiguration = request.SmsConfiguration,
        UserPoolTags = request.UserPoolTags ?? before.UserPoolTags,
        AdminCreateUserConfig = request.AdminCreateUserConfig,
        UserPoolAddOns = request.UserPoolAddOns,
        UsernameConfiguration = before.UsernameConfiguration,
        AccountRecoverySetting = request.AccountRecoverySetting,
        UserPoolTier = request.UserPoolTier ?? before.UserPoolTier,
        DcrConfiguration = request.DcrConfiguration ?? before.DcrConfiguration,
        KeyConfiguration = request.KeyConfiguration ?? before.KeyConfiguration,
        IssuerConfiguration = request.IssuerConfiguration ?? before.IssuerConfiguration,
        AcrConfiguration = request.AcrConfiguration ?? before.AcrConfiguration,
    };
}
