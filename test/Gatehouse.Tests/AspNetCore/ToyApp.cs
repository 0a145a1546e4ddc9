using System.Security.Claims;
using Gatehouse.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.AspNetCore;

/// <summary>An application with Gatehouse in front of it, on a socket of this machine, for targets are signed as they come over the wire: <c>/me</c> tells claims, <c>/echo</c> gives the body back, <c>/clerks</c> is for a group, <c>/open</c> for all.</summary>
internal sealed class ToyApp : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    private readonly WebApplication app;

    private ToyApp(WebApplication built, Outside outside, FakeTimeProvider time) => (app, Outside, Time, Http) = (built, outside, time, new() { BaseAddress = new(built.Urls.First()) });

    public Outside Outside { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; }

    public static async Task<ToyApp> Start(Action<GatehouseOptions>? more = null)
    {
        var (outside, time) = (new Outside(), new FakeTimeProvider(PoolKey.Noon));
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddSingleton<TimeProvider>(time).AddAuthorization();
        builder.Services.AddAuthentication(GatehouseSetup.Scheme).AddGatehouse(options =>
        {
            options.Url = new("http://gatehouse.example:7080");
            (options.DoorSecret, options.Door, options.Backchannel) = (Secret, "orders", outside);
            options.Pools.Add(new() { Issuer = PoolKey.Issuer, Clients = { PoolKey.Client } });
            more?.Invoke(options);
        });
        var built = builder.Build();
        built.UseAuthentication();
        built.UseAuthorization();
        built.MapGet("/me", (HttpContext http) => string.Join('\n', http.User.Claims.Select(claim => $"{claim.Type}={claim.Value}"))).RequireAuthorization();
        built.MapPost("/echo", (HttpContext http) => http.Request.Body.CopyToAsync(http.Response.Body)).RequireAuthorization();
        built.MapGet("/clerks", () => "in").RequireAuthorization(policy => policy.RequireRole("clerks"));
        built.MapGet("/open", (HttpContext http) => http.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "nobody");
        await built.StartAsync();
        return new(built, outside, time);
    }

    public Task<HttpResponseMessage> Get(string path, string? authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Http.Dispose();
        Outside.Dispose();
    }
}
