using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Operations;

/// <summary>The roles that a request hands to a service or to people.</summary>
internal static class PassedRoles
{
    private const string UserPools = "cognito-idp.amazonaws.com";
    private const string IdentityPools = "cognito-identity.amazonaws.com";

    public static IEnumerable<(string Role, string Service)> Of(object request) => request switch
    {
        CreateUserPoolRequest pool            => Sms(pool.SmsConfiguration),
        UpdateUserPoolRequest pool            => Sms(pool.SmsConfiguration),
        SetUserPoolMfaConfigRequest pool      => Sms(pool.SmsMfaConfiguration?.SmsConfiguration),
        CreateGroupRequest { RoleArn: { Length: > 0 } role } => [(role, IdentityPools)],
        UpdateGroupRequest { RoleArn: { Length: > 0 } role } => [(role, IdentityPools)],
        CreateUserImportJobRequest import     => [(import.CloudWatchLogsRoleArn, UserPools)],
        CreateUserPoolClientRequest { AnalyticsConfiguration.RoleArn: { } role } => [(role, UserPools)],
        UpdateUserPoolClientRequest { AnalyticsConfiguration.RoleArn: { } role } => [(role, UserPools)],
        SetIdentityPoolRolesInput roles       => Mapped(roles).Distinct(StringComparer.Ordinal).Select(role => (role, IdentityPools)),
        _                                     => [],
    };

    private static IEnumerable<(string Role, string Service)> Sms(SmsConfigurationType? sms) =>
        new[] { sms?.SnsCallerArn, sms?.EumsSms?.CallerArn }.OfType<string>().Select(role => (role, UserPools));

    private static IEnumerable<string> Mapped(SetIdentityPoolRolesInput roles) =>
    [
        .. roles.Roles.Values,
        .. (roles.RoleMappings?.Values ?? []).SelectMany(mapping => mapping.RulesConfiguration?.Rules ?? []).Select(rule => rule.RoleARN),
    ];
}
