using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Hosting;
using Gatehouse.TestKit.Wire;
using Gatehouse.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Tests.Host;

/// <summary>The whole product on a free port of this machine, with a data directory of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly DirectoryInfo data;
    private readonly GatehouseHost host;
    private Task? ending;

    private RunningHost(DirectoryInfo data, GatehouseHost host, LogLines log)
    {
        (this.data, this.host, Log) = (data, host, log);
        Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { BaseAddress = new(host.Urls[0]) };
    }

    public HttpClient Http { get; }

    public LogLines Log { get; }

    public string Url => host.Urls[0];

    public AccessKey Root => host.Root;

    public IServiceProvider Services => host.App.Services;

    public string Data => data.FullName;

    public static async Task<RunningHost> Start(bool isDev, DirectoryInfo? data = null, Action<IServiceCollection>? replace = null, params (string, string)[] set)
    {
        data ??= Directory.CreateTempSubdirectory("gatehouse-test-");
        (string, string)[] all = [("DATA", data.FullName), ("URLS", "http://127.0.0.1:0"), .. set];
        var log = new LogLines();
        var built = GatehouseHost.Build(isDev ? Given.Dev(all) : Given.Settings(all), services =>
        {
            services.RemoveAll<ILoggerProvider>().AddSingleton<ILoggerProvider>(log);
            services.AddSingleton(new Drain(TimeSpan.Zero, TimeProvider.System));
            replace?.Invoke(services);
        });
        await built.Start(CancellationToken.None);
        return new(data, built, log);
    }

    /// <summary>Makes the demo, as the command does after the start.</summary>
    public async Task<Demo> MakeDemo()
    {
        var caller = new Call("demo") { Caller = Root.Principal, SignedRegion = "us-east-1" };
        Assert.False((await new DemoMaker(Services.GetRequiredService<OperationTable>(), caller).Make()).Refused(out var fault, out var demo), fault?.ToString());
        return Services.GetRequiredService<HomePage>().Demo = demo;
    }

    /// <summary>Calls an unsigned operation and answers its body.</summary>
    public async Task<JsonObject> Call(string operation, JsonObject body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Signs somebody up whose confirmation code goes to an address.</summary>
    public Task<JsonObject> SignUp(Demo demo, string username, string email) => Call("SignUp", new()
    {
        ["ClientId"] = demo.ClientId, ["Username"] = username, ["Password"] = "Secret-Pass-1",
        ["SecretHash"] = SecretHash(demo, username),
        ["UserAttributes"] = new JsonArray(new JsonObject { ["Name"] = "email", ["Value"] = email }),
    });

    private static string SecretHash(Demo demo, string username) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(demo.ClientSecret), Encoding.UTF8.GetBytes(username + demo.ClientId)));

    public Task<HttpResponseMessage> Get(string target, string? host = null, RequestSigner? signer = null, params (string Name, string Value)[] headers) =>
        Ask(HttpMethod.Get, target, host, signer, headers);

    /// <summary>Asks without a body.</summary>
    public async Task<HttpResponseMessage> Ask(
        HttpMethod method, string target, string? host = null, RequestSigner? signer = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, target);
        request.Headers.Host = host ?? Http.BaseAddress!.Authority;
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        if (signer is not null)
        {
            var now = TimeProvider.System.GetUtcNow();
            request.Headers.TryAddWithoutValidation("X-Amz-Date", RequestSigner.Date(now));
            var signed = new Dictionary<string, string> { ["host"] = request.Headers.Host, ["x-amz-date"] = RequestSigner.Date(now) };
            request.Headers.TryAddWithoutValidation("Authorization", signer.Authorization(method.Method, target, signed, [], now));
        }

        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        data.Delete(recursive: true);
    }

    /// <summary>Ends the server and leaves its data.</summary>
    public async Task<DirectoryInfo> Stop(bool keepClient = false)
    {
        if (!keepClient)
            Http.Dispose();
        await (ending ??= host.DisposeAsync().AsTask());
        return data;
    }
}
