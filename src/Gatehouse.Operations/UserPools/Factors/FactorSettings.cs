using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// What a pool says of second factors and passkeys, in the words of the wire. Two operations write it: one for factors alone, and the
/// change of a pool, which knows of the mode and of text messages only.
/// </summary>
public static class FactorSettings
{
    /// <summary>The settings a pool has.</summary>
    public static GetUserPoolMfaConfigResponse Of(UserPool pool) =>
        JsonSerializer.Deserialize(pool.DescribedFactors, UserPoolsJson.Wire.GetUserPoolMfaConfigResponse) is { MfaConfiguration: not null } kept
            ? kept
            : Under(PoolSettings.Of(pool), new() { MfaConfiguration = UserPoolMfaType.OFF });

    /// <summary>The pool with other settings of factors, or what is wrong with them. What they leave out is not there any more.</summary>
    public static Reply<UserPool> Apply(UserPool pool, SetUserPoolMfaConfigRequest asked, Tiers tiers)
    {
        var before = PoolSettings.Of(pool);
        var sms = asked.SmsMfaConfiguration;
        var settings = before with
        {
            MfaConfiguration = asked.MfaConfiguration ?? Of(pool).MfaConfiguration,
            SmsConfiguration = sms?.SmsConfiguration ?? before.SmsConfiguration,
            SmsAuthenticationMessage = sms?.SmsAuthenticationMessage ?? before.SmsAuthenticationMessage,
        };
        var factors = new GetUserPoolMfaConfigResponse
        {
            MfaConfiguration = settings.MfaConfiguration,
            SmsMfaConfiguration = sms is null ? null : Sms(settings),
            SoftwareTokenMfaConfiguration =
                asked.SoftwareTokenMfaConfiguration is { } token ? new() { Enabled = token.Enabled ?? false } : null,
            EmailMfaConfiguration = asked.EmailMfaConfiguration,
            WebAuthnConfiguration = asked.WebAuthnConfiguration,
        };
        return FactorChecks.Broken(settings, factors, tiers) is { } broken ? broken : PoolSettings.Written(pool, settings, factors);
    }

    /// <summary>
    /// What becomes of the settings when those of the pool change. Turned off, nothing of second factors remains; turned on, text messages
    /// are one where the pool can send any, unless it has chosen others before.
    /// </summary>
    public static GetUserPoolMfaConfigResponse Under(UserPoolType settings, GetUserPoolMfaConfigResponse before)
    {
        if (settings.MfaConfiguration is null or UserPoolMfaType.OFF)
            return new() { MfaConfiguration = UserPoolMfaType.OFF, WebAuthnConfiguration = before.WebAuthnConfiguration };

        var texts = settings.SmsConfiguration is not null
            && (before.SmsMfaConfiguration is not null || before.MfaConfiguration == UserPoolMfaType.OFF);
        return before with { MfaConfiguration = settings.MfaConfiguration, SmsMfaConfiguration = texts ? Sms(settings) : null };
    }

    /// <summary>The second factors that are on.</summary>
    public static IReadOnlyList<SecondFactor> Offered(GetUserPoolMfaConfigResponse factors)
    {
        (SecondFactor Factor, bool IsOn)[] all =
        [
            (SecondFactor.Sms, factors.SmsMfaConfiguration is not null),
            (SecondFactor.SoftwareToken, factors.SoftwareTokenMfaConfiguration?.Enabled is true),
            (SecondFactor.Email, factors.EmailMfaConfiguration is not null),
        ];
        return [.. all.Where(one => one.IsOn).Select(one => one.Factor)];
    }

    private static SmsMfaConfigType Sms(UserPoolType settings) =>
        new() { SmsAuthenticationMessage = settings.SmsAuthenticationMessage, SmsConfiguration = settings.SmsConfiguration };
}
