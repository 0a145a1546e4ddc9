using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>Fills in what a pool's settings leave open, as the service does. What has no default stays absent.</summary>
public static class PoolDefaults
{
    /// <summary>The first of these is the name of the first level of authentication, and so on.</summary>
    public static readonly IReadOnlyList<string> Levels = ["Level1", "Level2", "Level3", "Level4"];

    private const int TemporaryPasswordDays = 7;

    /// <summary>The settings with their defaults.</summary>
    public static UserPoolType Fill(UserPoolType asked)
    {
        var passwords = Passwords(asked);
        var messages = Messages(asked);
        return asked with
        {
            Policies = new() { PasswordPolicy = passwords, SignInPolicy = SignIn(asked.Policies?.SignInPolicy) },
            DeletionProtection = asked.DeletionProtection ?? DeletionProtectionType.INACTIVE,
            LambdaConfig = asked.LambdaConfig ?? new(),
            AutoVerifiedAttributes = Distinct(asked.AutoVerifiedAttributes),
            AliasAttributes = Distinct(asked.AliasAttributes),
            UsernameAttributes = Distinct(asked.UsernameAttributes),
            VerificationMessageTemplate = messages,
            SmsVerificationMessage = messages.SmsMessage,
            EmailVerificationMessage = messages.EmailMessage,
            EmailVerificationSubject = messages.EmailSubject,
            MfaConfiguration = asked.MfaConfiguration ?? UserPoolMfaType.OFF,
            DeviceConfiguration = Devices(asked.DeviceConfiguration),
            EmailConfiguration = Mail(asked.EmailConfiguration ?? new()),
            UserPoolTags = asked.UserPoolTags ?? new Dictionary<string, string>(),
            AdminCreateUserConfig = (asked.AdminCreateUserConfig ?? new()) with
            {
                AllowAdminCreateUserOnly = asked.AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
                UnusedAccountValidityDays = passwords.TemporaryPasswordValidityDays,
            },
            AccountRecoverySetting = asked.AccountRecoverySetting is { RecoveryMechanisms: not null } ways ? ways : Recovery(),
            UserPoolTier = asked.UserPoolTier ?? UserPoolTierType.ESSENTIALS,
            DcrConfiguration = Registration(asked.DcrConfiguration),
            AcrConfiguration = AcrNames(asked.AcrConfiguration),
        };
    }

    /// <summary>The name that a level of authentication has unless the pool renames it.</summary>
    public static string AcrName(string level) => $"urn:cognito:loa:{level[^1]}";

    // A policy that says something demands only what it says (some clients do not write a false); one that says nothing demands all.
    private static PasswordPolicyType Passwords(UserPoolType asked)
    {
        var policy = asked.Policies?.PasswordPolicy is { } said && said != new PasswordPolicyType() ? said : null;
        var days = policy?.TemporaryPasswordValidityDays is > 0 and var given
            ? given
            : asked.AdminCreateUserConfig?.UnusedAccountValidityDays is > 0 and var legacy ? legacy : TemporaryPasswordDays;
        return new()
        {
            MinimumLength = policy?.MinimumLength ?? 8,
            RequireUppercase = policy is null || policy.RequireUppercase is true,
            RequireLowercase = policy is null || policy.RequireLowercase is true,
            RequireNumbers = policy is null || policy.RequireNumbers is true,
            RequireSymbols = policy is null || policy.RequireSymbols is true,
            PasswordHistorySize = policy?.PasswordHistorySize is > 0 and var history ? history : null,
            TemporaryPasswordValidityDays = days,
        };
    }

    private static SignInPolicyType SignIn(SignInPolicyType? asked) =>
        new() { AllowedFirstAuthFactors = Distinct(asked?.AllowedFirstAuthFactors) ?? [AuthFactorType.PASSWORD] };

    // The messages at the top level are the template's from an older time: each shows the other.
    private static VerificationMessageTemplateType Messages(UserPoolType asked)
    {
        var template = asked.VerificationMessageTemplate ?? new();
        return template with
        {
            SmsMessage = template.SmsMessage ?? asked.SmsVerificationMessage,
            EmailMessage = template.EmailMessage ?? asked.EmailVerificationMessage,
            EmailSubject = template.EmailSubject ?? asked.EmailVerificationSubject,
            DefaultEmailOption = template.DefaultEmailOption ?? DefaultEmailOptionType.CONFIRM_WITH_CODE,
        };
    }

    // Some clients do not write a false: an empty configuration has both switches off, and the feature on.
    private static DeviceConfigurationType? Devices(DeviceConfigurationType? asked) => asked is null
        ? null
        : new()
        {
            ChallengeRequiredOnNewDevice = asked.ChallengeRequiredOnNewDevice ?? false,
            DeviceOnlyRememberedOnUserPrompt = asked.DeviceOnlyRememberedOnUserPrompt ?? false,
        };

    private static EmailConfigurationType Mail(EmailConfigurationType asked) =>
        asked with { EmailSendingAccount = asked.EmailSendingAccount ?? EmailSendingAccountType.COGNITO_DEFAULT };

    private static DcrConfigurationType? Registration(DcrConfigurationType? asked) =>
        asked is null ? null : asked with { EnableStatus = asked.EnableStatus ?? StatusType.Enabled };

    private static AccountRecoverySettingType Recovery() => new()
    {
        RecoveryMechanisms =
        [
            new() { Priority = 1, Name = RecoveryOptionNameType.Verified_email },
            new() { Priority = 2, Name = RecoveryOptionNameType.Verified_phone_number },
        ],
    };

    private static Dictionary<string, AcrLevelConfigType> AcrNames(IReadOnlyDictionary<string, AcrLevelConfigType>? asked)
    {
        var names = Levels.ToDictionary(level => level, level => new AcrLevelConfigType { AcrValue = AcrName(level) });
        foreach (var (level, name) in asked ?? new Dictionary<string, AcrLevelConfigType>())
            names[level] = name;

        return names;
    }

    private static IReadOnlyList<string>? Distinct(IReadOnlyList<string>? list) => list is null or [] ? null : [.. list.Distinct()];
}
