using Gatehouse.Access;
using Gatehouse.TestKit.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Wire.Tests.Toys;

/// <summary>A host that serves toys: in memory, or on a real socket.</summary>
public sealed class ToyHost : IAsyncDisposable
{
    public const int BodyLimit = 2000;

    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly RequestSigner Root = new("AKIDROOT", "root-secret", "eu-central-1", "cognito-idp");

    private ToyHost(WebApplication app) => App = app;

    public WebApplication App { get; }

    public LogBook Logs => (LogBook)App.Services.GetRequiredService<ILoggerProvider>();

    public Waiting Waiting => App.Services.GetRequiredService<Waiting>();

    public TestServer Memory => App.GetTestServer();

    /// <summary>The port of a host on a real socket.</summary>
    public int Port => new Uri(App.Urls.First()).Port;

    public static Task<ToyHost> InMemory() => Start(web => web.UseTestServer());

    public static Task<ToyHost> OnSocket(TimeSpan? bodyGrace = null) => Start(web => web
        .UseUrls("http://127.0.0.1:0")
        .ConfigureKestrel(server =>
        {
            server.ConfigureWire();
            if (bodyGrace is { } grace)
                server.Limits.MinRequestBodyDataRate = new(server.Limits.MinRequestBodyDataRate!.BytesPerSecond, grace);
        }));

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static async Task<ToyHost> Start(Action<IWebHostBuilder> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        configure(builder.WebHost);
        builder.Services
            .AddRoutingCore()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(Noon))
            .AddSingleton<IAccessKeys>(new LastingKeys([
                new("AKIDROOT", "root-secret", new Root("000000000000")),
                new("AKIDUSER", "root-secret", new UserPrincipal("000000000000", "/", "ana", "AIDAUSER"))]))
            .AddSingleton<Waiting>()
            .AddOperations(typeof(Echo).Assembly)
            .AddWire(options =>
            {
                options.Region = "eu-central-1";
                options.BodyLimit = BodyLimit;
            });

        builder.Logging.SetMinimumLevel(LogLevel.Trace).Services.AddSingleton<ILoggerProvider, LogBook>();
        var app = builder.Build();
        app.MapWire();
        await app.StartAsync();
        return new ToyHost(app);
    }
}
