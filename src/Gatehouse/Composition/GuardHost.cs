using Gatehouse.Doors;
using Gatehouse.Guard;
using Gatehouse.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Hosting;

/// <summary>A guard, composed and not yet started.</summary>
/// <param name="App">The application.</param>
/// <param name="Urls">Where this machine reaches it, with real ports.</param>
public sealed record GuardHost(WebApplication App, IReadOnlyList<string> Urls) : IAsyncDisposable
{
    // As the server: long enough for a load balancer that asks every second or two.
    private static readonly TimeSpan DrainPause = TimeSpan.FromSeconds(2);

    /// <summary>Composes a guard and binds its ports.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="replace">Registers other services in place of the product's; for tests.</param>
    /// <exception cref="SettingException">A setting does not fit this machine.</exception>
    public static GuardHost Build(GuardSettings settings, Action<IServiceCollection>? replace = null)
    {
        var listeners = Listeners.Bind(KnownSettings.GuardListen, settings.Urls);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.Logging.AddLog(settings.Log);
            builder.WebHost.UseKestrelCore().ConfigureKestrel(server => listeners.Open(server.ConfigureWire().ConfigureGuard()));
            AddServices(builder.Services, settings, listeners);
            replace?.Invoke(builder.Services);
            var app = builder.Build();
            app.Services.GetRequiredService<Listeners>();
            Map(app, settings);
            return new(app, listeners.Urls);
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static void AddServices(IServiceCollection services, GuardSettings settings, Listeners listeners)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = listeners.Take);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Limit);
        services.AddSingleton(_ => listeners);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new OpenDoors(settings.Doors));
        if (settings.DoorsPath is { } path)
            services.AddHostedService(provider => new DoorsWatch(path, provider.GetRequiredService<OpenDoors>(), TimeProvider.System, provider.GetRequiredService<ILogger<DoorsWatch>>()));
        services.AddSingleton(new Drain(DrainPause, TimeProvider.System));
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddSingleton(provider => new GuardHealth(settings.Server.Url, provider.GetRequiredService<Drain>()));
        services.AddGuard(settings.Server);
    }

    private static void Map(WebApplication app, GuardSettings settings)
    {
        if (settings.TrustedProxies.Count > 0)
            app.UseForwardedHeaders(Pipeline.Believing(settings.TrustedProxies, ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto));

        app.UseGuard(app.Services.GetRequiredService<GuardHealth>().Serve);
    }
}
