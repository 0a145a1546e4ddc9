using System.Text;
using Gatehouse.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Guard;

/// <summary>Composes the guard.</summary>
public static class GuardSetup
{
    // With the largest bodies a door may have by default this many fill 640 MiB of disk.
    private const int Places = 64;

    /// <summary>Registers it. The doors, an <c>OpenDoors</c>, are registered by the host.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="server">Where it asks.</param>
    public static IServiceCollection AddGuard(this IServiceCollection services, DoorServer server)
    {
        services.AddHttpForwarder();
        services.AddSingleton(_ => new DoorClient(server));
        services.AddSingleton(_ => new BodyRoom(Places));
        services.AddSingleton<Upstream>();
        services.AddSingleton<Asking>();
        services.AddSingleton<Guard>();
        return services;
    }

    /// <summary>Serves requests to doors; those to another host go to <paramref name="elsewhere"/>, which no door can hide by a path of its own.</summary>
    public static void UseGuard(this IApplicationBuilder app, RequestDelegate elsewhere)
    {
        var guard = app.ApplicationServices.GetRequiredService<Guard>();
        app.Run(http => guard.DoorOf(http.Request) is { } door ? guard.Serve(http, door) : elsewhere(http));
    }

    /// <summary>Bounds what the server reads, but for the length of bodies: those that are kept are bounded by their door, the others pass through.</summary>
    public static KestrelServerOptions ConfigureGuard(this KestrelServerOptions server)
    {
        // A line feed alone ends no line: what one line is to a load balancer in front must not be two here. Kestrel has no other setting for it.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        server.Limits.MaxRequestBodySize = null;
        // A header of S3 may have 8 KiB alone, and metadata 2 KiB.
        server.Limits.MaxRequestHeaderCount = 128;
        // As they come from services: byte by byte.
        server.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        return server;
    }
}
