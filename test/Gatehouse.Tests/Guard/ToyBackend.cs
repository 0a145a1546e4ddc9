using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Guard;

/// <summary>A request as the service behind a door saw it.</summary>
internal sealed record Arrived(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body, bool IsWhole);

/// <summary>A service behind a door, which believes everything: it keeps what arrives, and answers <c>done</c> or as a test says.</summary>
internal sealed class ToyBackend : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Arrived> all = new();

    private ToyBackend(WebApplication app) => this.app = app;

    public Func<HttpContext, Task> Answer { get; set; } = http => http.Response.WriteAsync("done");

    public IReadOnlyCollection<Arrived> All => all;

    public string Url => app.Urls.First();

    public static async Task<ToyBackend> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        builder.Services.AddRoutingCore();
        var built = builder.Build();
        var backend = new ToyBackend(built);
        built.UseWebSockets();
        built.Run(backend.Serve);
        await built.StartAsync();
        return backend;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        var (body, isWhole) = (new MemoryStream(), true);
        try
        {
            if (!http.WebSockets.IsWebSocketRequest)
                await http.Request.Body.CopyToAsync(body);
        }
        catch (IOException)
        {
            isWhole = false;
        }

        var headers = http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        all.Enqueue(new(http.Request.Method, http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, headers, body.ToArray(), isWhole));
        if (isWhole)
            await Answer(http);
    }
}
