using Gatehouse.Access;
using Gatehouse.Crypto;
using Gatehouse.Doors;
using Gatehouse.Federation;
using Gatehouse.Identity;
using Gatehouse.OAuth;
using Gatehouse.Operations;
using Gatehouse.Operations.UserPools;
using Gatehouse.Outbound;
using Gatehouse.Storage;
using Gatehouse.Triggers;
using Gatehouse.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Hosting;

/// <summary>A whole server, composed and not yet started.</summary>
/// <param name="App">The application.</param>
/// <param name="Urls">Where this machine reaches it, with real ports; the first is the public URL unless another is set.</param>
/// <param name="Root">The key that may do everything.</param>
public sealed record GatehouseHost(WebApplication App, IReadOnlyList<string> Urls, AccessKey Root) : IAsyncDisposable
{
    /// <summary>Composes a server, binds its ports, and makes the keys it needs when there are none.</summary>
    /// <param name="settings">Checked settings.</param>
    /// <param name="replace">Registers other services in place of the product's; for tests.</param>
    /// <exception cref="SettingException">A setting does not fit this machine, or the store.</exception>
    public static GatehouseHost Build(Settings settings, Action<IServiceCollection>? replace = null)
    {
        OwnerFile.MakeDirectory(settings.DataDirectory);
        var root = RootKey.Of(settings);
        var masterKey = StoreKey.Of(settings, settings.Database is null && File.Exists(Path.Combine(settings.DataDirectory, "gatehouse.db")));
        var listeners = Listeners.Bind(KnownSettings.Urls, settings.Urls);
        try
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.Logging.AddLog(settings.Log);
            builder.WebHost.UseKestrelCore().ConfigureKestrel(server => listeners.Open(server.ConfigureWire()));
            AddServices(builder.Services, settings, listeners, root, masterKey);
            replace?.Invoke(builder.Services);
            var app = builder.Build();
            app.Services.GetRequiredService<Listeners>();
            return new(app, listeners.Urls, root);
        }
        catch
        {
            listeners.Dispose();
            throw;
        }
    }

    /// <summary>Brings the store up, then the edges, then begins to listen.</summary>
    /// <exception cref="StorageException">The store does not answer, or is not for this program.</exception>
    /// <exception cref="MasterKeyException">The store was made with another master key.</exception>
    public async Task Start(CancellationToken ct)
    {
        await App.Services.GetRequiredService<IStoreLifetime>().Start(ct);
        App.MapGatehouse(App.Services.GetRequiredService<Settings>());
        await App.StartAsync(ct);
    }

    /// <summary>Stops gently what was started and not stopped yet.</summary>
    public async ValueTask DisposeAsync()
    {
        if (App.Lifetime.ApplicationStarted.IsCancellationRequested && !App.Lifetime.ApplicationStopped.IsCancellationRequested)
            await App.StopAsync();
        await App.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, Settings settings, Listeners listeners, AccessKey root, MasterKey masterKey)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = listeners.Take);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Limit);
        services.AddSingleton(_ => listeners);
        services.AddRoutingCore();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(settings);
        services.AddSingleton(settings.Realm(listeners.Urls[0]));
        services.AddSingleton(root);
        services.AddStorage(new() { DataDirectory = settings.DataDirectory, ConnectionString = settings.Database, ConnectionStringSetting = KnownSettings.Database.Variable, EventRetention = settings.EventRetention });
        if (settings.CompromisedPasswords is { } stolen)
            services.AddSingleton<ICompromisedPasswords>(_ => stolen);
        services.AddSingleton(settings.BlocksCompromised ? new(new(CompromisedRule.Always, Blocks: true)) : CompromisedDefault.Off);
        services.AddCrypto(masterKey);
        services.AddSingleton(new Tiers(settings.HasStrictTiers));
        services.AddSingleton(settings.Templates);
        services.AddSingleton(settings.MessageLimits);
        services.AddUserPools();
        services.AddIdentityPools();
        services.AddAccess(root);
        services.AddWire((wire, provider) =>
        {
            wire.Region = settings.Region;
            var (pools, identityPools) = (provider.GetRequiredService<IPools>(), provider.GetRequiredService<IIdentityPools>());
            wire.KnowsRegion = async (region, ct) => await pools.AnyIn(region, ct) || await identityPools.AnyIn(region, ct);
            wire.MeansOverload = exception => exception is OverloadedException;
        });
        services.AddOperations(typeof(OperationsSetup).Assembly);
        services.AddOAuth();
        services.AddSingleton(new DoorsOptions(settings.DoorSecret, Peer.IsTrusted));
        services.AddDoors(settings.Doors, settings.DoorsPath);
        services.AddSingleton<ISenderKeys>(settings.SenderKeys);
        services.AddOutbound(new(settings.Smtp, settings.KeepsMessages || settings.IsDev, settings.IsDev) { Sms = settings.Sms }, settings.TrustedHosts);
        services.AddFederation();
        services.AddTriggers(settings.Functions, settings.DataDirectory);
        services.AddWeb(settings);
    }
}
