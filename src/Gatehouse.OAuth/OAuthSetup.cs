using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.OAuth;

/// <summary>Puts the OAuth 2.0 and OpenID Connect endpoints into a host.</summary>
public static class OAuthSetup
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>Registers the endpoints. The program brings the stores of pools and keys, the styles, and the realm.</summary>
    public static IServiceCollection AddOAuth(this IServiceCollection services) =>
        services.AddSingleton<JwksEndpoint>().AddSingleton<DiscoveryEndpoint>().AddSingleton<ImageEndpoint>().AddSingleton<IdentityIssuerEndpoint>().AddSingleton<ConfirmationEndpoint>();

    /// <summary>Serves the documents under <c>/{pool}/.well-known/</c>, the pictures of login pages, and the page of confirmation links.</summary>
    public static void MapOAuth(this IEndpointRouteBuilder app)
    {
        app.MapMethods(PublicPool.Route + "jwks.json", Reading, app.ServiceProvider.GetRequiredService<JwksEndpoint>().Serve);
        app.MapMethods(PublicPool.Route + "openid-configuration", Reading, app.ServiceProvider.GetRequiredService<DiscoveryEndpoint>().Serve);
        var identities = app.ServiceProvider.GetRequiredService<IdentityIssuerEndpoint>();
        app.MapMethods(IdentityIssuerEndpoint.Route + "openid-configuration", Reading, identities.ServeDiscovery);
        app.MapMethods(IdentityIssuerEndpoint.Route + "jwks.json", Reading, identities.ServeKeys);

        // What AWS calls its own key set.
        app.MapMethods(IdentityIssuerEndpoint.Route + "jwks_uri", Reading, identities.ServeKeys);
        app.MapMethods(ImageEndpoint.Route, Reading, app.ServiceProvider.GetRequiredService<ImageEndpoint>().Serve);
        app.MapMethods(ImageEndpoint.LogoRoute, Reading, app.ServiceProvider.GetRequiredService<ImageEndpoint>().ServeLogo);
        foreach (var route in (string[])[ConfirmationEndpoint.Route, ConfirmationEndpoint.PoolRoute])
        {
            app.MapMethods(route, Reading, app.ServiceProvider.GetRequiredService<ConfirmationEndpoint>().Ask);
            app.MapPost(route, app.ServiceProvider.GetRequiredService<ConfirmationEndpoint>().Confirm);
        }
    }
}
