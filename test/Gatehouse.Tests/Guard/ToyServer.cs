using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.Guard;

/// <summary>A server that answers questions as a test says; by default everything is allowed, with any body.</summary>
internal sealed class ToyServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private ToyServer(WebApplication app) => this.app = app;

    public Func<JsonElement, object> Answer { get; set; } = question => Allowed(question);

    /// <summary>What was asked, in the order of it.</summary>
    public List<(string Path, string Authorization, JsonElement Question)> Asked { get; } = [];

    public string Url => app.Urls.First();

    /// <summary>The target goes on as it came, with an identity.</summary>
    public static object Allowed(JsonElement question, object? body = null, string? target = null) => new
    {
        allowed = true,
        who = new { arn = "arn:aws:iam::000000000000:user/ana", userId = "AIDAANA", type = "User", accountId = "000000000000" },
        action = "s3:GetObject",
        resources = new[] { "arn:aws:s3:::files/a" },
        target = target ?? question.GetProperty("target").GetString(),
        headers = new Dictionary<string, string> { ["X-Gatehouse-Arn"] = "arn:aws:iam::000000000000:user/ana", ["X-Gatehouse-Action"] = "s3:GetObject" },
        body = body ?? new { kind = "any" },
    };

    public static async Task<ToyServer> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var built = builder.Build();
        var server = new ToyServer(built);
        built.MapGet("/healthz/ready", () => "ready");
        built.MapPost("/_gatehouse/authorize/{door}", server.Serve);
        await built.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        var question = (await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body)).Clone();
        Asked.Add((http.Request.Path, http.Request.Headers.Authorization.ToString(), question));
        var answer = Answer(question);
        if (answer is int status)
            http.Response.StatusCode = status;
        else
            await http.Response.WriteAsJsonAsync(answer);
    }
}
