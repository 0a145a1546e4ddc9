using Gatehouse.Doors;
using Gatehouse.OAuth;
using Gatehouse.Operations.UserPools;
using Gatehouse.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace Gatehouse.Hosting;

/// <summary>The host's own pages, and the way of a request to them and to the edges.</summary>
internal static class Pipeline
{
    // Long enough for a load balancer that asks every second or two.
    private static readonly TimeSpan DrainPause = TimeSpan.FromSeconds(2);

    /// <summary>Registers what the host itself serves.</summary>
    public static void AddWeb(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(provider => new Drain(settings.IsDev ? TimeSpan.Zero : DrainPause, provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton<Health>();
        services.AddSingleton<RootCaller>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddSingleton<KeysEndpoint>();
        services.AddSingleton<FeedbackTokenEndpoint>();
        services.AddSingleton<FunctionRunsEndpoint>();
        services.AddSingleton<DeliveryLogEndpoint>();
        services.AddSingleton<UploadEndpoint>();
        services.AddSingleton<ImportLogEndpoint>();
        services.AddHostedService<ImportRunner>();
        services.AddSingleton<HomePage>();
    }

    /// <summary>Maps everything that is served.</summary>
    public static void MapGatehouse(this WebApplication app, Settings settings)
    {
        app.Use((http, next) => Peer.Note(http, settings.TrustedProxies, next));
        if (settings.TrustedProxies.Count > 0)
            app.UseForwardedHeaders(Believing(settings.TrustedProxies, ForwardedHeaders.XForwardedFor));

        app.UseDoors();
        app.MapWire();
        app.MapOAuth();
        app.MapGet("/", app.Services.GetRequiredService<HomePage>().Serve);
        app.MapGet("/healthz/live", Health.Live);
        app.MapGet("/healthz/ready", app.Services.GetRequiredService<Health>().Ready);
        app.MapGet(MessagesEndpoint.Path, app.Services.GetRequiredService<MessagesEndpoint>().Serve);
        app.MapPost(KeysEndpoint.Path, app.Services.GetRequiredService<KeysEndpoint>().Serve);
        app.MapPost(FeedbackTokenEndpoint.Path, app.Services.GetRequiredService<FeedbackTokenEndpoint>().Serve);
        app.MapGet(FunctionRunsEndpoint.Path, app.Services.GetRequiredService<FunctionRunsEndpoint>().Show);
        app.MapPost(FunctionRunsEndpoint.RunPath, app.Services.GetRequiredService<FunctionRunsEndpoint>().Replay);
        app.MapGet(DeliveryLogEndpoint.Path, app.Services.GetRequiredService<DeliveryLogEndpoint>().Serve);
        app.MapPut(ImportUrl.Path, app.Services.GetRequiredService<UploadEndpoint>().Serve);
        app.MapGet(ImportLogEndpoint.Path, app.Services.GetRequiredService<ImportLogEndpoint>().Serve);
    }

    /// <summary>What some proxies are believed: never the host, which is signed or a setting, and the scheme only where no setting tells it.</summary>
    public static ForwardedHeadersOptions Believing(IReadOnlyList<System.Net.IPNetwork> proxies, ForwardedHeaders headers)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = headers, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
            options.KnownIPNetworks.Add(proxy);
        return options;
    }
}
