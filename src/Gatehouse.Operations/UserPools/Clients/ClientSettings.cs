using System.Text.Json;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Operations.UserPools;

/// <summary>
/// The settings of a client in the words of the wire. They are kept whole, defaults filled in, beside the rules that the domain reads from
/// them; what the client itself knows (ids, name, dates, secrets) is not among them.
/// </summary>
public static class ClientSettings
{
    /// <summary>The settings a client has.</summary>
    public static UserPoolClientType Of(AppClient client) =>
        JsonSerializer.Deserialize(client.Described, UserPoolsJson.Wire.UserPoolClientType) ?? new();

    /// <summary>The client under other settings, or what is wrong with them.</summary>
    /// <param name="client">The client as it is, with the secrets it will have.</param>
    /// <param name="around">What the settings name.</param>
    /// <param name="asked">The settings; what is absent gets its default.</param>
    public static Reply<AppClient> Apply(AppClient client, ClientSurroundings around, UserPoolClientType asked)
    {
        var settings = Fill(asked);
        if (Lifetimes.Of(settings).Refused(out var fault, out var lifetimes))
            return fault;
        if ((ClientChecks.Broken(settings, client, around) ?? OAuthChecks.Broken(settings, client, around)) is { } broken)
            return broken;

        return From(settings, lifetimes, client) with
        {
            Described = JsonSerializer.Serialize(settings, UserPoolsJson.Wire.UserPoolClientType),
        };
    }

    /// <summary>What a creation asks for.</summary>
    public static UserPoolClientType Asked(CreateUserPoolClientRequest request) => new()
    {
        RefreshTokenValidity = request.RefreshTokenValidity,
        AccessTokenValidity = request.AccessTokenValidity,
        IdTokenValidity = request.IdTokenValidity,
        TokenValidityUnits = request.TokenValidityUnits,
        ReadAttributes = request.ReadAttributes,
        WriteAttributes = request.WriteAttributes,
        ExplicitAuthFlows = request.ExplicitAuthFlows,
        SupportedIdentityProviders = request.SupportedIdentityProviders,
        CallbackURLs = request.CallbackURLs,
        LogoutURLs = request.LogoutURLs,
        DefaultRedirectURI = request.DefaultRedirectURI,
        AllowedOAuthFlows = request.AllowedOAuthFlows,
        AllowedOAuthScopes = request.AllowedOAuthScopes,
        AllowedOAuthFlowsUserPoolClient = request.AllowedOAuthFlowsUserPoolClient,
        AnalyticsConfiguration = request.AnalyticsConfiguration,
        PreventUserExistenceErrors = request.PreventUserExistenceErrors,
        EnableTokenRevocation = request.EnableTokenRevocation,
        EnablePropagateAdditionalUserContextData = request.EnablePropagateAdditionalUserContextData,
        AuthSessionValidity = request.AuthSessionValidity,
        RefreshTokenRotation = request.RefreshTokenRotation,
    };

    /// <summary>What a change asks for. What it leaves out goes back to its default.</summary>
    public static UserPoolClientType Asked(UpdateUserPoolClientRequest request, UserPoolClientType before) => new()
    {
        RefreshTokenValidity = request.RefreshTokenValidity,
        AccessTokenValidity = request.AccessTokenValidity,
        IdTokenValidity = request.IdTokenValidity,
        TokenValidityUnits = request.TokenValidityUnits,
        ReadAttributes = request.ReadAttributes,
        WriteAttributes = request.WriteAttributes,
        ExplicitAuthFlows = request.ExplicitAuthFlows,
        SupportedIdentityProviders = request.SupportedIdentityProviders,
        CallbackURLs = request.CallbackURLs,
        LogoutURLs = request.LogoutURLs,
        DefaultRedirectURI = request.DefaultRedirectURI,
        AllowedOAuthFlows = request.AllowedOAuthFlows,
        AllowedOAuthScopes = request.AllowedOAuthScopes,
        AllowedOAuthFlowsUserPoolClient = request.AllowedOAuthFlowsUserPoolClient,
        AnalyticsConfiguration = request.AnalyticsConfiguration,
        PreventUserExistenceErrors = request.PreventUserExistenceErrors,
        EnableTokenRevocation = request.EnableTokenRevocation,
        EnablePropagateAdditionalUserContextData = request.EnablePropagateAdditionalUserContextData,
        AuthSessionValidity = request.AuthSessionValidity,
        RefreshTokenRotation = request.RefreshTokenRotation,
        ClientType = before.ClientType,
    };

    // An empty list is what some clients send for one that was never set: it is shown, and means, the same as none.
    private static UserPoolClientType Fill(UserPoolClientType asked) => asked with
    {
        RefreshTokenValidity = Lifetimes.RefreshValidity(asked),
        TokenValidityUnits = asked.TokenValidityUnits ?? new(),
        ReadAttributes = Distinct(asked.ReadAttributes),
        WriteAttributes = Distinct(asked.WriteAttributes),
        ExplicitAuthFlows = Distinct(asked.ExplicitAuthFlows),
        SupportedIdentityProviders = Distinct(asked.SupportedIdentityProviders),
        CallbackURLs = Distinct(asked.CallbackURLs),
        LogoutURLs = Distinct(asked.LogoutURLs),
        AllowedOAuthFlows = Distinct(asked.AllowedOAuthFlows),
        AllowedOAuthScopes = Distinct(asked.AllowedOAuthScopes),
        AllowedOAuthFlowsUserPoolClient = asked.AllowedOAuthFlowsUserPoolClient ?? false,
        EnableTokenRevocation = asked.EnableTokenRevocation ?? true,
        EnablePropagateAdditionalUserContextData = asked.EnablePropagateAdditionalUserContextData ?? false,
        AuthSessionValidity = asked.AuthSessionValidity ?? 3,
        ClientType = asked.ClientType ?? ClientTypeType.REGULAR,
    };

    private static AppClient From(UserPoolClientType settings, Lifetimes lifetimes, AppClient client) => client with
    {
        Ways = Ways(settings),
        AccessLifetime = lifetimes.Access,
        IdLifetime = lifetimes.Id,
        RefreshLifetime = lifetimes.Refresh,
        StepLifetime = TimeSpan.FromMinutes(settings.AuthSessionValidity!.Value),
        Revocable = settings.EnableTokenRevocation is true,
        HidesUnknownUsers = settings.PreventUserExistenceErrors == PreventUserExistenceErrorTypes.ENABLED,
        Readable = AttributeLists.Read(settings.ReadAttributes),
        Writable = AttributeLists.Read(settings.WriteAttributes),
        RotationGrace = settings.RefreshTokenRotation is { Feature: FeatureType.ENABLED } rotation
            ? TimeSpan.FromSeconds(rotation.RetryGracePeriodSeconds ?? 0)
            : null,
        OAuth = OAuth(settings),
    };

    // A token that is exchanged at each use cannot also be one that is used again and again.
    private static SignInWays Ways(UserPoolClientType settings) => settings.RefreshTokenRotation?.Feature == FeatureType.ENABLED
        ? AuthFlows.Read(settings.ExplicitAuthFlows) & ~SignInWays.Refresh
        : AuthFlows.Read(settings.ExplicitAuthFlows);

    private static OAuthRules OAuth(UserPoolClientType settings) => new()
    {
        Enabled = settings.AllowedOAuthFlowsUserPoolClient is true,
        Grants = (settings.AllowedOAuthFlows ?? []).Aggregate(OAuthGrants.None, (grants, flow) => grants | Grant(flow)),
        Scopes = settings.AllowedOAuthScopes ?? [],
        Callbacks = settings.CallbackURLs ?? [],
        DefaultCallback = settings.DefaultRedirectURI,
        Logouts = settings.LogoutURLs ?? [],
        Providers = settings.SupportedIdentityProviders ?? [],
    };

    private static OAuthGrants Grant(string flow) => flow switch
    {
        OAuthFlowType.Code => OAuthGrants.Code,
        OAuthFlowType.Implicit => OAuthGrants.Implicit,
        OAuthFlowType.Client_credentials => OAuthGrants.ClientCredentials,
        _ => OAuthGrants.None,
    };

    private static IReadOnlyList<string>? Distinct(IReadOnlyList<string>? list) => list is null or [] ? null : [.. list.Distinct()];
}
