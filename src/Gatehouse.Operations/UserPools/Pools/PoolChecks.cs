using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a pool's settings must be beside each other. What each must be alone the service model says.</summary>
public static partial class PoolChecks
{
    private const int MaxAcrLength = 2048;
    private const int MaxScopeLength = 513; // The longest identifier of a resource server, a slash, and the longest name in it.

    /// <summary>What contradicts itself in a request, before defaults are filled in.</summary>
    public static Fault? Conflict(UserPoolType asked)
    {
        if (asked is { AliasAttributes.Count: > 0, UsernameAttributes.Count: > 0 })
            return Faults.InvalidParameter("Only one of the aliasAttributes or usernameAttributes can be set in a User pool.");

        var (days, legacy) =
            (asked.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays, asked.AdminCreateUserConfig?.UnusedAccountValidityDays);
        return days > 0 && legacy > 0 && days != legacy
            ? Faults.InvalidParameter("Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays")
            : null;
    }

    /// <summary>What is wrong with settings whose defaults are filled in; null when nothing.</summary>
    public static Fault? Broken(UserPoolType settings, GetUserPoolMfaConfigResponse factors) =>
        Factors(settings) ?? FactorChecks.Broken(settings, factors) ?? Verification(settings) ?? Invitation(settings) ?? Recovery(settings)
        ?? Sender(settings) ?? Functions(settings.LambdaConfig!) ?? Acr(settings) ?? Registration(settings.DcrConfiguration)
        ?? DeploymentChecks.Broken(settings) ?? Tags(settings.UserPoolTags!);

    private static Fault? Factors(UserPoolType settings)
    {
        var factors = settings.Policies!.SignInPolicy!.AllowedFirstAuthFactors!;
        if (factors.Contains(AuthFactorType.SOFTWARE_TOKEN))
            return Faults.InvalidParameter("SOFTWARE_TOKEN is not supported in AllowedFirstAuthFactors.");

        return factors.Contains(AuthFactorType.PASSWORD)
            ? null
            : Faults.InvalidParameter("PASSWORD must be included in AllowedFirstAuthFactors.");
    }

    private static Fault? Verification(UserPoolType settings) =>
        settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate is { } verified
        && verified.Except(settings.AutoVerifiedAttributes ?? []).FirstOrDefault() is { } missing
            ? Faults.InvalidParameter(
                $"AttributesRequireVerificationBeforeUpdate must be a subset of AutoVerifiedAttributes: {missing} is not auto-verified.")
            : null;

    private static Fault? Invitation(UserPoolType settings)
    {
        var invite = settings.AdminCreateUserConfig?.InviteMessageTemplate;
        foreach (var (name, text) in new[] { ("EmailMessage", invite?.EmailMessage), ("SMSMessage", invite?.SMSMessage) })
        {
            foreach (var needed in new[] { "{username}", "{####}" })
            {
                if (text?.Contains(needed, StringComparison.Ordinal) is false)
                    return Faults.InvalidParameter($"InviteMessageTemplate {name} must contain {needed}.");
            }
        }

        return null;
    }

    private static Fault? Recovery(UserPoolType settings)
    {
        const string invalid = "Invalid account recovery setting parameter. Account recovery setting ";
        var ways = settings.AccountRecoverySetting!.RecoveryMechanisms!;
        if (ways.Count > 1 && ways.Any(way => way.Name == RecoveryOptionNameType.Admin_only))
            return Faults.InvalidParameter(invalid + "cannot use admin_only setting with any other recovery mechanisms.");
        if (ways.DistinctBy(way => way.Name).Count() < ways.Count)
            return Faults.InvalidParameter(invalid + "names must be unique.");

        return ways.DistinctBy(way => way.Priority).Count() < ways.Count
            ? Faults.InvalidParameter(invalid + "priorities must be unique.")
            : null;
    }

    private static Fault? Sender(UserPoolType settings) =>
        settings.EmailConfiguration?.From is { } from && !SenderForm().IsMatch(from)
            ? Faults.InvalidParameter("Provided From email address is invalid")
            : null;

    private static Fault? Functions(LambdaConfigType functions)
    {
        if (functions is { PreTokenGeneration: { } plain, PreTokenGenerationConfig.LambdaArn: { } versioned } && plain != versioned)
            return Faults.InvalidParameter("PreTokenGeneration and the LambdaArn of PreTokenGenerationConfig must be identical.");

        return functions is { KMSKeyID: null } and ({ CustomSMSSender: not null } or { CustomEmailSender: not null })
            ? Faults.InvalidParameter("KMSKeyID is required when CustomSMSSender or CustomEmailSender is set.")
            : null;
    }

    private static Fault? Acr(UserPoolType settings)
    {
        var names = settings.AcrConfiguration!;
        if (names.Keys.Except(PoolDefaults.Levels).FirstOrDefault() is { } unknown)
            return Faults.InvalidParameter($"Invalid ACR level: {unknown}");
        if (names.Values.FirstOrDefault(name => !IsUri(name.AcrValue)) is { } wrong)
            return Faults.InvalidParameter($"Invalid ACR value: {wrong.AcrValue}");

        return names.Values.DistinctBy(name => name.AcrValue).Count() < names.Count
            ? Faults.InvalidParameter("ACR values must be unique across all levels in the user pool.")
            : null;
    }

    private static bool IsUri(string name) =>
        name.Length is > 0 and <= MaxAcrLength && !name.AsSpan().ContainsAnyExcept(RedirectAddress.UriCharacters);

    private static Fault? Registration(DcrConfigurationType? dcr)
    {
        if (dcr is null)
            return null;
        if (!StatusType.All.Contains(dcr.EnableStatus))
            return Faults.InvalidParameter($"Invalid EnableStatus: {dcr.EnableStatus}");

        if (dcr.AllowedScopes is { } scopes && scopes.FirstOrDefault(scope => !IsScope(scope)) is { } wrong)
            return Faults.InvalidParameter($"Invalid scope: {wrong}");

        var grants = (dcr.AuthenticatedGrantTypes ?? []).Concat(dcr.OpenDcrGrantTypes ?? []);
        return grants.Except(OAuthFlowType.All).FirstOrDefault() is { } unknown
            ? Faults.InvalidParameter($"Invalid grant type: {unknown}")
            : null;
    }

    // What RFC 6749 (section 3.3) calls a scope-token.
    private static bool IsScope(string scope) =>
        scope.Length is > 0 and <= MaxScopeLength && scope.All(c => c is '!' or (>= '#' and <= '[') or (>= ']' and <= '~'));

    /// <summary>What is wrong with the tags of a pool or of its copy; null when nothing.</summary>
    public static Fault? Tags(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > 50)
            return Faults.InvalidParameter("The number of tags on a user pool cannot exceed 50.");

        return tags.Keys.Any(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            ? new Fault("UserPoolTaggingException", "Tag keys that start with aws: are reserved.")
            : null;
    }

    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    // It becomes a header of every mail: an address, or a name and an address in angle brackets, on one line.
    [GeneratedRegex(@"\A([^<>\p{C}]*<[^\s<>@\p{C}]+@[^\s<>@\p{C}]+>|[^\s<>@\p{C}]+@[^\s<>@\p{C}]+)\z", Plain)]
    private static partial Regex SenderForm();
}
