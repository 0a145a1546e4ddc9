using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a client's settings must be beside each other and beside its pool, as far as OAuth has no say in it.</summary>
public static class ClientChecks
{
    /// <summary>What is wrong; null when nothing.</summary>
    public static Fault? Broken(UserPoolClientType settings, UserPool pool) =>
        Flows(settings, pool) ?? AttributeLists.Broken(settings, pool.Schema) ?? Providers(settings, pool) ?? Analytics(settings);

    private static Fault? Flows(UserPoolClientType settings, UserPool pool)
    {
        var flows = settings.ExplicitAuthFlows ?? [];
        if (AuthFlows.Mixed(flows))
            return Faults.InvalidParameter("Legacy ExplicitAuthFlows values can not be mixed with values that have the ALLOW_ prefix.");
        if (flows.Contains(ExplicitAuthFlowsType.ALLOW_USER_AUTH) && PoolSettings.Of(pool).UserPoolTier == UserPoolTierType.LITE)
            return Faults.FeatureUnavailableInTier("Choice-based sign-in is not available in the LITE tier.");

        return settings.RefreshTokenRotation?.Feature == FeatureType.ENABLED && AuthFlows.Read(flows).HasFlag(SignInWays.Refresh)
            ? Faults.InvalidParameter("Refresh token rotation can not be enabled together with ALLOW_REFRESH_TOKEN_AUTH.")
            : null;
    }

    private static Fault? Providers(UserPoolClientType settings, UserPool pool) =>
        settings.SupportedIdentityProviders?.FirstOrDefault(provider => provider != "COGNITO") is { } unknown
            ? Faults.InvalidParameter($"The provider {unknown} does not exist for User Pool {pool.Id}.")
            : null;

    private static Fault? Analytics(UserPoolClientType settings)
    {
        var analytics = settings.AnalyticsConfiguration;
        var byArn = analytics is { ApplicationArn: not null, ApplicationId: null };
        var byId = analytics is { ApplicationArn: null, ApplicationId: not null, RoleArn: not null, ExternalId: not null };
        return analytics is null || byArn || byId
            ? null
            : Faults.InvalidParameter(
                "Invalid analytics configuration given, either <application arn> or <application id, role arn, external id> are valid");
    }
}
