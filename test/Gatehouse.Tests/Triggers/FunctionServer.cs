using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Triggers;

/// <summary>One request that a server of functions got.</summary>
internal sealed record Received(string Target, IHeaderDictionary Headers, byte[] Body);

/// <summary>A server of functions on this machine.</summary>
internal sealed class FunctionServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private FunctionServer(WebApplication app) => this.app = app;

    public IReadOnlyList<Received> Received => [.. received];

    public Uri Address => new(app.Urls.Single());

    /// <summary>Starts a server that answers every request in one way.</summary>
    public static async Task<FunctionServer> Start(Func<HttpContext, byte[], Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new FunctionServer(builder.Build());
        server.app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            var headers = new HeaderDictionary();
            foreach (var (name, value) in http.Request.Headers)
                headers[name] = value;
            server.received.Enqueue(new(http.Request.Path + http.Request.QueryString, headers, body.ToArray()));
            await answer(http, body.ToArray());
        });
        await server.app.StartAsync();
        return server;
    }

    /// <summary>The same with a status and a body.</summary>
    public static Task<FunctionServer> Start(int status, string body, params (string Name, string Value)[] headers) => Start(async (http, _) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        await http.Response.WriteAsync(body);
    });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
