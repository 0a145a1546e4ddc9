using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Clients.Tests.Rig;

/// <summary>A guard as a process of its own, and behind it a store that believes everybody and keeps what it is sent in memory: at <c>localhost</c> objects, at another host an API.</summary>
public sealed class GuardedStore : IAsyncDisposable
{
    /// <summary>The host of the API.</summary>
    public const string Api = "orders.example.com";

    private readonly ServerPlan plan;
    private readonly WebApplication store;
    private readonly ServerProcess guard;

    private GuardedStore(ServerPlan plan, WebApplication store, ServerProcess guard, ConcurrentDictionary<string, byte[]> kept) =>
        (this.plan, this.store, this.guard, Kept) = (plan, store, guard, kept);

    /// <summary>What the store has, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Kept { get; }

    /// <summary>Where browsers find the guard's objects.</summary>
    public string Objects => $"http://localhost:{plan.Port}";

    /// <summary>A connection to the guard.</summary>
    public HttpClient Http => guard.Http;

    /// <summary>The doors, as the server and the guard read them.</summary>
    /// <param name="to">The store.</param>
    /// <param name="page">The origin whose pages may use the objects.</param>
    public static string Doors(string to, string page) => JsonSerializer.Serialize(new
    {
        doors = new object[]
        {
            new { name = "files", service = "s3", hosts = new[] { "localhost" }, to, cors = new { origins = new[] { page } } },
            new { name = "orders", service = "execute-api", api = "orders", stage = "prod", hosts = new[] { Api }, to },
        },
    });

    /// <summary>Starts both; the server need not run.</summary>
    /// <param name="server">The server that is asked, which has the same doors.</param>
    /// <param name="port">The store's loopback port.</param>
    public static async Task<GuardedStore> Start(ServerPlan server, int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRoutingCore();
        var (app, kept) = (builder.Build(), new ConcurrentDictionary<string, byte[]>());
        app.Run(http => Serve(http, kept));
        await app.StartAsync();

        var own = new ServerPlan { Arguments = ["guard"] };
        own = own with
        {
            More = new Dictionary<string, string>
            {
                ["URL"] = server.Endpoint, ["GUARD_LISTEN"] = own.Endpoint, ["DOORS"] = server.More["DOORS"], ["DOOR_SECRET"] = server.DoorSecret,
            },
        };
        return new(own, app, await ServerProcess.Start(own), kept);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await guard.DisposeAsync();
        await store.DisposeAsync();
        plan.Dispose();
    }

    private static async Task Serve(HttpContext http, ConcurrentDictionary<string, byte[]> kept)
    {
        var path = http.Request.Path.Value!;
        // A careless one: it lets every page read, until somebody says otherwise.
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.ETag = "\"kept\"";
        if (HttpMethods.IsPut(http.Request.Method))
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            kept[path] = body.ToArray();
        }
        else if (kept.TryGetValue(path, out var found))
        {
            http.Response.Headers["x-amz-meta-path"] = path;
            await http.Response.Body.WriteAsync(found);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
