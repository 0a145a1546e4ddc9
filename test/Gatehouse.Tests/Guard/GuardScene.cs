using System.Net.Sockets;
using System.Text;
using Gatehouse.Hosting;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Guard;

/// <summary>A guard on a socket of this machine, a server that it asks, and a service behind it.</summary>
internal sealed class GuardScene : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    private readonly GuardHost guard;

    private GuardScene(GuardHost host, ToyServer server, ToyBackend backend, LogLines log)
    {
        (guard, Server, Backend, Log) = (host, server, backend, log);
        Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new(host.Urls[0]) };
    }

    public ToyServer Server { get; }

    public ToyBackend Backend { get; }

    public LogLines Log { get; }

    public HttpClient Http { get; }

    public static async Task<GuardScene> Start(string more = "", string service = "\"service\": \"s3\"", string trusted = "")
    {
        var (server, backend, log) = (await ToyServer.Start(), await ToyBackend.Start(), new LogLines());
        var doors = $$"""{"doors": [{"name": "files", {{service}}, "hosts": ["files.example"], "to": "{{backend.Url}}"{{more}}}, {"name": "asked", "service": "s3", "hosts": ["asked.example"]}]}""";
        var settings = Given.Guard([("GUARD_LISTEN", "http://127.0.0.1:0"), ("URL", server.Url), ("DOOR_SECRET", Secret), ("DOORS", doors), .. trusted.Length == 0 ? [] : new[] { ("TRUSTED_PROXIES", trusted) }]);
        var built = GuardHost.Build(settings, services => services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log).AddSingleton(new Drain(TimeSpan.Zero, TimeProvider.System)));
        await built.App.StartAsync();
        return new(built, server, backend, log);
    }

    /// <summary>Sends a request to the door.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string target, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Http.BaseAddress!.AbsoluteUri.TrimEnd('/') + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = content;
        request.Headers.Host = "files.example";
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Sends bytes by hand and reads until the connection is closed.</summary>
    public async Task<string> Raw(string request, string? afterFirst = null)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", Http.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        if (afterFirst is null)
            return await reader.ReadToEndAsync();

        // What is answered before the rest is sent.
        var first = new char[4096];
        var count = await reader.ReadAsync(first);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(afterFirst));
        return new string(first, 0, count) + await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await guard.DisposeAsync();
        await Server.DisposeAsync();
        await Backend.DisposeAsync();
    }
}
