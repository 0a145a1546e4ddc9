using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a client's settings must be beside each other and beside its pool, as far as OAuth has no say in it.</summary>
public static class ClientChecks
{
    private const string Pool = "COGNITO";

    /// <summary>What is wrong; null when nothing.</summary>
    public static Fault? Broken(UserPoolClientType settings, AppClient client, ClientSurroundings around) =>
        Flows(settings, around) ?? Unproven(settings, client) ?? AttributeLists.Broken(settings, around.Pool.Schema)
        ?? Providers(settings, around) ?? Analytics(settings);

    /// <summary>Whether a name is one of a provider, and not of the pool itself.</summary>
    public static bool IsProvider(string name) => name != Pool;

    private static Fault? Flows(UserPoolClientType settings, ClientSurroundings around)
    {
        var flows = settings.ExplicitAuthFlows ?? [];
        if (AuthFlows.Mixed(flows))
            return Faults.InvalidParameter("Legacy ExplicitAuthFlows values can not be mixed with values that have the ALLOW_ prefix.");
        if (flows.Contains(AuthFlows.ClientToken) && flows.Count > 1)
            return Faults.InvalidParameter($"{AuthFlows.ClientToken} can not be combined with another ExplicitAuthFlows value.");
        if (flows.Contains(ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH) && settings.RefreshTokenRotation?.Feature == FeatureType.ENABLED)
            return Faults.InvalidParameter("Refresh token rotation can not be enabled together with ALLOW_REFRESH_TOKEN_AUTH.");

        return flows.Contains(ExplicitAuthFlowsType.ALLOW_USER_AUTH)
            ? around.Tiers.Missing(around.Pool, "Choice-based sign-in", UserPoolTierType.ESSENTIALS)
            : null;
    }

    private static Fault? Unproven(UserPoolClientType settings, AppClient client)
    {
        if (client.Secrets.Count > 0)
            return null;
        if (settings.EnablePropagateAdditionalUserContextData is true)
            return Faults.InvalidParameter("EnablePropagateAdditionalUserContextData can only be activated for a client with a client secret.");

        return settings.ExplicitAuthFlows?.Contains(AuthFlows.ClientToken) is true
            ? Faults.InvalidParameter($"{AuthFlows.ClientToken} can not be selected if client does not have a client secret.")
            : null;
    }

    private static Fault? Providers(UserPoolClientType settings, ClientSurroundings around) =>
        settings.SupportedIdentityProviders?.FirstOrDefault(name => IsProvider(name) && !around.Providers.Contains(name)) is { } unknown
            ? Faults.InvalidParameter($"The provider {unknown} does not exist for User Pool {around.Pool.Id}.")
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
