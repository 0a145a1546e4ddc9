using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.TestKit.Wire;
using Gatehouse.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Doors;

/// <summary>A server with doors, and people with rights before them.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    public const string Secret = "0123456789abcdef0123456789abcdef";
    public const string Account = "000000000000";
    public const string Region = "us-east-1";
    public static readonly string NoBody = Hash([]);

    private const string Doors =
        """
        { "doors": [
          { "name": "files", "service": "s3", "hosts": ["files.example.com"] },
          { "name": "nginx", "service": "s3", "hosts": ["nginx.example.com"], "proxy": "nginx" },
          { "name": "traefik", "service": "s3", "hosts": ["traefik.example.com"], "proxy": "traefik" },
          { "name": "envoy", "service": "s3", "hosts": ["envoy.example.com"], "proxy": "envoy" },
          { "name": "west", "service": "s3", "hosts": ["west.example.com"], "region": "us-west-2" },
          { "name": "orders", "service": "execute-api", "api": "abc", "stage": "prod", "hosts": ["orders.example.com:8080"], "proxy": "caddy" },
          { "name": "live", "service": "execute-api", "api": "abc", "stage": "live", "hosts": ["live.example.com"], "webSockets": true },
          { "name": "things", "service": "things", "hosts": ["things.example.com"], "rules": [
            { "method": "GET", "path": "/things/{id}", "action": "things:Get", "resource": "arn:aws:things:${region}:${account}:thing/{id}" } ] }
        ] }
        """;

    private readonly RunningHost host;

    private DoorHost(RunningHost host, FakeTimeProvider clock) => (this.host, Clock) = (host, clock);

    public FakeTimeProvider Clock { get; }

    public HttpClient Http => host.Http;

    public LogLines Log => host.Log;

    public AccessKey Root => host.Root;

    public static async Task<DoorHost> Start(params (string, string)[] set)
    {
        var clock = new FakeTimeProvider(new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var all = new Dictionary<string, string> { ["DOORS"] = Doors, ["DOOR_SECRET"] = Secret };
        foreach (var (name, text) in set)
            all[name] = text;
        return new(await RunningHost.Start(isDev: false, replace: services =>
        {
            services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(clock);
            services.RemoveAll<IIdentityStanding>().AddSingleton<IIdentityStanding>(new AllButGone());
        }, set: [.. all.Where(one => one.Value.Length > 0).Select(one => (one.Key, one.Value))]), clock);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>A user of IAM with a policy and a key.</summary>
    public async Task<AccessKey> User(string name, string statement)
    {
        var key = new UserKey("AKIA" + RandomNumberGenerator.GetHexString(16), RandomNumberGenerator.GetHexString(40), Clock.GetUtcNow());
        var user = new IamUser(name, "/", $"AIDA{name}", Clock.GetUtcNow()) { Keys = [key], Rights = Rights.None.With("own", Document(statement)) };
        await Get<IParts<IamUser>>().Change("", "", user.Key, _ => user, CancellationToken.None);
        return new(key.Id, key.Secret, new UserPrincipal(Account, "/", name, user.Id));
    }

    /// <summary>A role with a policy.</summary>
    public async Task<IamRole> Role(string name, string statement)
    {
        var role = new IamRole(name, "/", $"AROA{name}", Document("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}"""), Clock.GetUtcNow()) { Rights = Rights.None.With("own", Document(statement)) };
        await Get<IParts<IamRole>>().Change("", "", role.Key, _ => role, CancellationToken.None);
        return role;
    }

    /// <summary>A session of a role, an hour long.</summary>
    public TemporaryKey Session(IamRole role, Func<SessionTerms, SessionTerms>? with = null)
    {
        var terms = new SessionTerms(Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(1));
        return Get<RoleSessions>().Open(role, "CognitoIdentityCredentials", with?.Invoke(terms) ?? terms)!.Key;
    }

    public static string Document(string statement) => $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";

    public RequestSigner Signer(AccessKey key, string service = "s3", string region = Region) => new(key.Id, key.Secret, region, service);

    public static RequestSigner Signer(TemporaryKey key, string service = "s3", string region = Region) => new(key.Id, key.Secret, region, service) { SessionToken = key.Token };

    /// <summary>The headers of a signed request, every one of them signed.</summary>
    public Dictionary<string, string> Signed(
        RequestSigner signer, string method, string target, string hostName, string? payload = null, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["host"] = hostName, ["x-amz-date"] = RequestSigner.Date(Clock.GetUtcNow()) };
        if (signer.Service == "s3")
            headers["x-amz-content-sha256"] = payload ?? NoBody;
        if (signer.SessionToken is { } token)
            headers["x-amz-security-token"] = token;
        foreach (var (name, value) in more)
            headers[name] = value;
        headers["authorization"] = signer.Authorization(method, target, headers.ToList(), payload ?? NoBody, Clock.GetUtcNow());
        return headers;
    }

    /// <summary>The answer to a question of the guard.</summary>
    public async Task<JsonNode> Ask(string door, string method, string target, Dictionary<string, string> headers, Action<JsonObject>? more = null)
    {
        var question = new JsonObject
        {
            ["method"] = method, ["target"] = target, ["headers"] = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Key, (JsonNode?)new JsonArray(header.Value)))),
        };
        more?.Invoke(question);
        using var answer = await Post(door, question.ToJsonString());
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<HttpResponseMessage> Post(string door, string question, string? secret = Secret, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/_gatehouse/authorize/{door}") { Content = new StringContent(question, Encoding.UTF8, type) };
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        request.Headers.ExpectContinue = question.Length > 1024 * 1024;
        return await Http.SendAsync(request);
    }

    /// <summary>The answer to a question of a proxy, which passes the client's headers on and adds its own.</summary>
    public async Task<HttpResponseMessage> Pass(string target, Dictionary<string, string> headers, string method = "GET", params (string Name, string Value)[] own)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Http.BaseAddress!, target));
        foreach (var (name, value) in headers.Concat(own.Select(one => KeyValuePair.Create(one.Name, one.Value))))
            request.Headers.TryAddWithoutValidation(name, value);
        return await Http.SendAsync(request);
    }

    public static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Every identity stands but those that are called gone.</summary>
    private sealed class AllButGone : IIdentityStanding
    {
        public ValueTask<bool> Stands(string identityId, CancellationToken ct) => new(identityId != "us-east-1:gone");

        public ValueTask<bool> Stands(Voucher voucher, CancellationToken ct) => Stands(voucher.IdentityId, ct);
    }
}
