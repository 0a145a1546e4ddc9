using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>What a client's OAuth settings must be beside each other.</summary>
public static class OAuthChecks
{
    private static readonly string[] StandardScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];

    /// <summary>What is wrong; null when nothing.</summary>
    public static Fault? Broken(UserPoolClientType settings, AppClient client, ClientSurroundings around) =>
        Flows(settings, client) ?? Scopes(settings, around) ?? Addresses(settings);

    private static Fault? Flows(UserPoolClientType settings, AppClient client)
    {
        var flows = settings.AllowedOAuthFlows ?? [];
        if (settings is { AllowedOAuthFlowsUserPoolClient: true } and ({ AllowedOAuthFlows: null } or { AllowedOAuthScopes: null }))
        {
            return Faults.InvalidParameter(
                "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.");
        }

        var machine = flows.Contains(OAuthFlowType.Client_credentials);
        var person = flows.Any(flow => flow != OAuthFlowType.Client_credentials);
        if (machine && person)
            return Faults.InvalidOAuthFlow("client_credentials flow can not be selected along with code flow or implicit flow.");
        if (machine && client.Secrets.Count == 0)
            return Faults.InvalidOAuthFlow("client_credentials flow can not be selected if client does not have a client secret.");

        return person && settings.CallbackURLs is null
            ? Faults.InvalidOAuthFlow("CallbackUrls can not be empty when code flow or implicit flow is selected")
            : null;
    }

    private static Fault? Scopes(UserPoolClientType settings, ClientSurroundings around)
    {
        // What registered itself must not let others in.
        var known = settings.ClientType == ClientTypeType.DCR ? around.Scopes.Except([ResourceServers.RegistrationScope]) : around.Scopes;
        var scopes = settings.AllowedOAuthScopes ?? [];
        if (scopes.Except(StandardScopes).Except(known).FirstOrDefault() is { } unknown)
            return Faults.ScopeDoesNotExist($"Invalid scope requested: {unknown}");

        var machine = settings.AllowedOAuthFlows?.Contains(OAuthFlowType.Client_credentials) is true;
        return machine && scopes.Intersect(StandardScopes).FirstOrDefault() is { } personal
            ? Faults.InvalidOAuthFlow($"{personal} is not supported with client_credentials flow")
            : null;
    }

    private static Fault? Addresses(UserPoolClientType settings)
    {
        foreach (var address in (settings.CallbackURLs ?? []).Concat(settings.LogoutURLs ?? []))
        {
            if (RedirectAddress.Broken(address) is { } broken)
                return Faults.InvalidParameter(broken);
        }

        return settings.DefaultRedirectURI is { } usual && settings.CallbackURLs?.Contains(usual) is not true
            ? Faults.InvalidParameter($"The default redirect URI {usual} is not in the callback URIs list.")
            : null;
    }
}
