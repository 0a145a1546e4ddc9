using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>Reads from a pool's settings the rules that the domain keeps.</summary>
public static class PoolRules
{
    /// <summary>The pool under the rules of these settings, whose defaults are filled in.</summary>
    public static UserPool From(UserPoolType settings, UserPool pool) => pool with
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
        Messages = Messages(settings),
        OnlyAdminsCreate = settings.AdminCreateUserConfig!.AllowAdminCreateUserOnly is true,
        Recovery = Recovery(settings.AccountRecoverySetting!),
        RequiresSecondFactor = settings.MfaConfiguration == UserPoolMfaType.ON,
        DeletionProtected = settings.DeletionProtection == DeletionProtectionType.ACTIVE,
    };

    private static PasswordPolicy Passwords(PasswordPolicyType policy) => new()
    {
        MinLength = policy.MinimumLength!.Value,
        Uppercase = policy.RequireUppercase is true,
        Lowercase = policy.RequireLowercase is true,
        Digit = policy.RequireNumbers is true,
        Symbol = policy.RequireSymbols is true,
        TemporaryLifetime = TimeSpan.FromDays(policy.TemporaryPasswordValidityDays!.Value),
    };

    private static MessageTemplates Messages(UserPoolType settings)
    {
        var (code, invite) = (settings.VerificationMessageTemplate, settings.AdminCreateUserConfig?.InviteMessageTemplate);
        var standard = new MessageTemplates();
        return new()
        {
            CodeSubject = code?.EmailSubject ?? standard.CodeSubject,
            CodeEmail = code?.EmailMessage ?? standard.CodeEmail,
            CodeSms = code?.SmsMessage ?? standard.CodeSms,
            InviteSubject = invite?.EmailSubject ?? standard.InviteSubject,
            InviteEmail = invite?.EmailMessage ?? standard.InviteEmail,
            InviteSms = invite?.SMSMessage ?? standard.InviteSms,
        };
    }

    private static List<string> Recovery(AccountRecoverySettingType setting) =>
        [.. setting.RecoveryMechanisms!.OrderBy(way => way.Priority).Select(way => Address(way.Name)).OfType<string>()];

    private static string? Address(string way) => way switch
    {
        RecoveryOptionNameType.Verified_email => Attributes.Email,
        RecoveryOptionNameType.Verified_phone_number => Attributes.Phone,
        _ => null,
    };
}
