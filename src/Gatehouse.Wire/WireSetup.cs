using Gatehouse.Access;
using Gatehouse.Wire.SigV4;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gatehouse.Wire;

/// <summary>Puts the wire into a host.</summary>
public static class WireSetup
{
    /// <summary>Registers the wire. Operations come by <see cref="OperationRegistry.AddOperations"/>, keys by <see cref="IAccessKeys"/>.</summary>
    /// <remarks>A host that registers no <see cref="IAccessKeys"/> has no keys: every signed call is refused. One that registers no <see cref="IPermits"/> admits root alone.</remarks>
    public static IServiceCollection AddWire(this IServiceCollection services, Action<WireOptions> configure) =>
        services.AddWire((options, _) => configure(options));

    /// <summary>The same with options that need services of the host.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services, Action<WireOptions, IServiceProvider> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAccessKeys>(new LastingKeys([]));
        services.TryAddSingleton<IPermits, OnlyRoot>();
        return services
            .AddSingleton(provider =>
            {
                var options = new WireOptions();
                configure(options, provider);
                return options;
            })
            .AddSingleton<OperationTable>()
            .AddSingleton<AwsJson>()
            .AddSingleton<AwsQuery>()
            .AddSingleton<Dialects>()
            .AddSingleton<SignatureGate>()
            .AddSingleton<WireEndpoint>();
    }

    /// <summary>Serves <c>POST /</c> and <c>OPTIONS /</c>; other methods on <c>/</c> are the host's.</summary>
    public static void MapWire(this IEndpointRouteBuilder app)
    {
        app.MapPost("/", app.ServiceProvider.GetRequiredService<WireEndpoint>().Serve);
        app.MapMethods("/", ["OPTIONS"], Cors.Preflight);
    }
}
