using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Reads from a pool's settings the rules that the domain keeps.</summary>
public static class PoolRules
{
    /// <summary>The pool under the rules of these settings, whose defaults are filled in.</summary>
    public static UserPool From(UserPoolType settings, GetUserPoolMfaConfigResponse factors, UserPool pool) => pool with
    {
        Passwords = Passwords(settings.Policies!.PasswordPolicy!),
        Names = new()
        {
            InsteadOfUsername = settings.UsernameAttributes ?? [],
            Aliases = settings.AliasAttributes ?? [],
            CaseSensitive = settings.UsernameConfiguration?.CaseSensitive ?? true,
        },
        AutoVerified = settings.AutoVerifiedAttributes ?? [],
        VerifiedBeforeUpdate = settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate ?? [],
        Messages = Messages(settings, factors.EmailMfaConfiguration),
        Mail = new() { From = settings.EmailConfiguration?.From, ReplyTo = settings.EmailConfiguration?.ReplyToEmailAddress },
        OnlyAdminsCreate = settings.AdminCreateUserConfig!.AllowAdminCreateUserOnly is true,
        Recovery = Recovery(settings.AccountRecoverySetting!),
        FirstFactors = [.. settings.Policies.SignInPolicy!.AllowedFirstAuthFactors!.Select(FactorNames.First)],
        RequiresSecondFactor = settings.MfaConfiguration == UserPoolMfaType.ON,
        SecondFactors = FactorSettings.Offered(factors),
        Devices = settings.DeviceConfiguration is { } devices
            ? new(devices.ChallengeRequiredOnNewDevice is true, devices.DeviceOnlyRememberedOnUserPrompt is true)
            : null,
        Passkeys = Passkeys(factors.WebAuthnConfiguration),
        RegistersApplications = settings.DcrConfiguration?.EnableStatus == StatusType.Enabled,
        Functions = FunctionRules.From(settings.LambdaConfig!),
        Threats = settings.UserPoolAddOns?.AdvancedSecurityMode switch
        {
            AdvancedSecurityModeType.ENFORCED => ThreatMode.Enforced,
            AdvancedSecurityModeType.AUDIT => ThreatMode.Audit,
            _ => ThreatMode.Off,
        },
        DeletionProtected = settings.DeletionProtection == DeletionProtectionType.ACTIVE,
    };

    private static PasswordPolicy Passwords(PasswordPolicyType policy) => new()
    {
        MinLength = policy.MinimumLength!.Value,
        Uppercase = policy.RequireUppercase is true,
        Lowercase = policy.RequireLowercase is true,
        Digit = policy.RequireNumbers is true,
        Symbol = policy.RequireSymbols is true,
        History = policy.PasswordHistorySize ?? 0,
        TemporaryLifetime = TimeSpan.FromDays(policy.TemporaryPasswordValidityDays!.Value),
    };

    private static MessageTemplates Messages(UserPoolType settings, EmailMfaConfigType? factor)
    {
        var (code, invite) = (settings.VerificationMessageTemplate, settings.AdminCreateUserConfig?.InviteMessageTemplate);
        var standard = MessageTemplates.Standard;
        return new()
        {
            ConfirmsByLink = code?.DefaultEmailOption == DefaultEmailOptionType.CONFIRM_WITH_LINK,
            LinkSubject = code?.EmailSubjectByLink ?? standard.LinkSubject,
            LinkEmail = code?.EmailMessageByLink ?? standard.LinkEmail,
            CodeSubject = code?.EmailSubject ?? standard.CodeSubject,
            CodeEmail = code?.EmailMessage ?? standard.CodeEmail,
            CodeSms = code?.SmsMessage ?? standard.CodeSms,
            FactorSms = settings.SmsAuthenticationMessage ?? standard.FactorSms,
            FactorSubject = factor?.Subject ?? standard.FactorSubject,
            FactorEmail = factor?.Message ?? standard.FactorEmail,
            InviteSubject = invite?.EmailSubject ?? standard.InviteSubject,
            InviteEmail = invite?.EmailMessage ?? standard.InviteEmail,
            InviteSms = invite?.SMSMessage ?? standard.InviteSms,
        };
    }

    private static PasskeyRules? Passkeys(WebAuthnConfigurationType? passkeys) => passkeys is null
        ? null
        : new(
            passkeys.RelyingPartyId,
            passkeys.UserVerification == UserVerificationType.Required,
            passkeys.FactorConfiguration == WebAuthnFactorConfigurationType.MULTI_FACTOR_WITH_USER_VERIFICATION);

    private static List<string> Recovery(AccountRecoverySettingType setting) =>
        [.. setting.RecoveryMechanisms!.OrderBy(way => way.Priority).Select(way => Address(way.Name)).OfType<string>()];

    private static string? Address(string way) => way switch
    {
        RecoveryOptionNameType.Verified_email => Attributes.Email,
        RecoveryOptionNameType.Verified_phone_number => Attributes.Phone,
        _ => null,
    };
}
