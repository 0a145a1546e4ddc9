using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>What the settings of factors must be, beside each other and beside those of the pool.</summary>
public static class FactorChecks
{
    private const int MaxSubjectLength = 140;
    private const string NoSms = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional";

    /// <summary>What a change of the pool would break; null when nothing.</summary>
    public static Fault? Broken(UserPoolType settings, GetUserPoolMfaConfigResponse factors) =>
        factors.MfaConfiguration != UserPoolMfaType.OFF && FactorSettings.Offered(factors).Count == 0
            ? Faults.InvalidParameter(NoSms)
            : Recovery(settings, factors);

    /// <summary>What is wrong with settings of factors that were asked for; null when nothing.</summary>
    public static Fault? Broken(UserPoolType settings, GetUserPoolMfaConfigResponse factors, Tiers tiers) =>
        Mode(factors) ?? Sms(factors) ?? Email(settings, factors, tiers) ?? Recovery(settings, factors)
        ?? Passkeys(factors.WebAuthnConfiguration) ?? tiers.Exceeded(settings, factors, settings.UserPoolTier);

    private static Fault? Mode(GetUserPoolMfaConfigResponse factors)
    {
        var (isOff, isAny) = (factors.MfaConfiguration == UserPoolMfaType.OFF, FactorSettings.Offered(factors).Count > 0);
        if (isOff && isAny)
            return Faults.InvalidParameter("Invalid MFA configuration given, can't turn off MFA and configure an MFA together.");

        return isOff || isAny
            ? null
            : Faults.InvalidParameter("Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration.");
    }

    private static Fault? Sms(GetUserPoolMfaConfigResponse factors) =>
        factors.SmsMfaConfiguration is { SmsConfiguration: null } ? Faults.InvalidParameter(NoSms) : null;

    // Every mail goes by the installation's own mail server, so that an account at a sending service is asked for by a strict one only.
    private static Fault? Email(UserPoolType settings, GetUserPoolMfaConfigResponse factors, Tiers tiers)
    {
        if (factors.EmailMfaConfiguration is not { } email)
            return null;
        if (email.Subject?.Length > MaxSubjectLength)
            return Faults.InvalidParameter($"The subject of EmailMfaConfiguration cannot be longer than {MaxSubjectLength} characters.");

        return tiers.AreStrict && settings.EmailConfiguration?.EmailSendingAccount != EmailSendingAccountType.DEVELOPER
            ? Faults.InvalidParameter(
                "Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT.")
            : null;
    }

    // A mailbox that gives back the password and is the second factor as well would be all there is to prove.
    private static Fault? Recovery(UserPoolType settings, GetUserPoolMfaConfigResponse factors) =>
        factors.EmailMfaConfiguration is not null
        && settings.AccountRecoverySetting?.RecoveryMechanisms is [{ Name: RecoveryOptionNameType.Verified_email }]
            ? Faults.InvalidParameter(
                "Invalid account recovery setting parameter. Account recovery setting cannot use verified_email alone with email MFA.")
            : null;

    private static Fault? Passkeys(WebAuthnConfigurationType? passkeys) =>
        passkeys?.RelyingPartyId is { } host
        && (Uri.CheckHostName(host) != UriHostNameType.Dns || host.Any(letter => !char.IsAscii(letter) || char.IsAsciiLetterUpper(letter)))
            ? Faults.InvalidParameter($"Invalid RelyingPartyId: {host}")
            : null;
}
