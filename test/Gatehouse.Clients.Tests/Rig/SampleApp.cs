using System.Collections.Concurrent;
using Gatehouse.AspNetCore;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>
/// An application of somebody else, with the package in it: <c>/me</c> tells the claims of whoever calls, <c>/clerks</c> is for a group. A test names its pool
/// and client to <c>/accept</c>, for an installation's pools are not known when it starts.
/// </summary>
public sealed class SampleApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private SampleApp(WebApplication app) => this.app = app;

    /// <summary>Starts one that asks a server.</summary>
    public static async Task<SampleApp> Start(ServerPlan server)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://localhost:{server.AppPort}");
        builder.Services.AddRoutingCore().AddAuthorization().AddSingleton<ConcurrentQueue<Accepted>>();
        builder.Services.AddAuthentication(GatehouseSetup.Scheme).AddGatehouse(options =>
            (options.Url, options.DoorSecret, options.Door) = (new(server.Endpoint), server.DoorSecret, "app"));
        builder.Services.AddOptions<GatehouseOptions>(GatehouseSetup.Scheme).Configure<ConcurrentQueue<Accepted>>((options, accepted) =>
        {
            foreach (var (issuer, client) in accepted)
                options.Pools.Add(new() { Issuer = issuer, Clients = { client } });
        });
        var built = builder.Build();
        built.UseAuthentication();
        built.UseAuthorization();
        built.MapPost("/accept", (Accepted one, ConcurrentQueue<Accepted> all, IOptionsMonitorCache<GatehouseOptions> cache) =>
        {
            all.Enqueue(one);
            cache.Clear();
        });
        built.MapMethods("/me", ["GET", "POST"], (Delegate)Claims);
        built.MapGet("/clerks", [Authorize(Roles = "clerks")] () => "in");
        await built.StartAsync();
        return new SampleApp(built);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Authorize]
    private static async Task<object> Claims(HttpContext http) => new
    {
        claims = http.User.Claims.Select(claim => new[] { claim.Type, claim.Value }),
        body = await new StreamReader(http.Request.Body).ReadToEndAsync(),
    };
}

/// <summary>A pool and a client whose tokens are accepted.</summary>
/// <param name="Issuer">The pool.</param>
/// <param name="Client">The client.</param>
public sealed record Accepted(string Issuer, string Client);
