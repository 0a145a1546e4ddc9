using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.TestKit.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Bench;

/// <summary>What the guard costs: reads of a small object, straight from a service that does next to nothing, and through the guard before it.</summary>
public static partial class GuardBench
{
    private const int Callers = 16;
    private const string Region = "us-east-1";
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";
    private const string Folder = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::files/people/*"}]}""";
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    /// <summary>Measures.</summary>
    /// <returns>A table in Markdown.</returns>
    public static async Task<string> Run()
    {
        await using var backend = await Backend();
        var settings = new Dictionary<string, string>
        {
            ["GATEHOUSE_DOOR_SECRET"] = new('s', 64),
            ["GATEHOUSE_DOORS"] = $$"""{"doors": [{"name": "files", "service": "s3", "hosts": ["files.example.com"], "to": "{{backend.Urls.First()}}"}]}""",
        };
        await using var server = Server.Gatehouse(settings);
        await server.Start();
        settings["GATEHOUSE_URL"] = server.Url.AbsoluteUri.TrimEnd('/');
        await using var guard = Server.Guard(settings);
        await guard.Start();

        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });
        var signer = await Session(http, server.Url);
        var page = new StringBuilder("| a read of 1 KiB | alone | per second | p50 | p99 | guard's CPU for one | server's CPU for one |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        var direct = await Row(page, "straight from the service", () => Get(http, new(backend.Urls.First()), signer), guard, server);
        var question = Question(signer);
        await Row(page, "the question alone", () => Ask(http, server.Url, settings["GATEHOUSE_DOOR_SECRET"], question), guard, server);
        var guarded = await Row(page, "through the guard", () => Get(http, guard.Url, signer), guard, server);
        return page.Append(CultureInfo.InvariantCulture, $"\nRatio: {guarded / direct:0.00} of the reads in a second.\n").ToString();
    }

    private static async Task<double> Row(StringBuilder page, string name, Func<Task> call, Server guard, Server server)
    {
        await Driver.Loop(call, WarmUp, Callers);
        var alone = await Driver.Loop(call, WarmUp, callers: 1);
        var (guardBefore, serverBefore) = (guard.Processor, server.Processor);
        var times = await Driver.Loop(call, Time, Callers);
        page.Append(
            CultureInfo.InvariantCulture,
            $"| {name} | {Ms(alone[alone.Count / 2])} | {times.Count / Time.TotalSeconds:N0} | {Ms(times[times.Count / 2])} | {Ms(times[times.Count * 99 / 100])} | {Ms((guard.Processor - guardBefore) / times.Count)} | {Ms((server.Processor - serverBefore) / times.Count)} |\n");
        return times.Count / Time.TotalSeconds;

        static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("0.00", CultureInfo.InvariantCulture) + " ms";
    }

    // A service in the process of the driver, with nothing to do.
    private static async Task<WebApplication> Backend()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var file = new byte[1024];
        app.Run(http => http.Response.Body.WriteAsync(file).AsTask());
        await app.StartAsync();
        return app;
    }

    private static async Task Get(HttpClient http, Uri at, RequestSigner signer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(at, "/files/people/a"));
        foreach (var (name, value) in Signed(signer))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task Ask(HttpClient http, Uri server, string secret, byte[] question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/_gatehouse/authorize/files")) { Content = new ByteArrayContent(question) };
        request.Headers.Authorization = new("Bearer", secret);
        request.Content.Headers.ContentType = new("application/json");
        using var answer = await http.SendAsync(request);
        var said = await JsonSerializer.DeserializeAsync<JsonElement>(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
        if (!said.GetProperty("allowed").GetBoolean())
            throw new InvalidOperationException(said.ToString());
    }

    private static byte[] Question(RequestSigner signer) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        method = "GET", target = "/files/people/a", headers = Signed(signer).ToDictionary(header => header.Name, header => new[] { header.Value }), address = "127.0.0.1",
    });

    private static List<(string Name, string Value)> Signed(RequestSigner signer)
    {
        var now = TimeProvider.System.GetUtcNow();
        List<(string Name, string Value)> headers =
            [("host", "files.example.com"), ("x-amz-content-sha256", Empty), ("x-amz-date", RequestSigner.Date(now)), ("x-amz-security-token", signer.SessionToken!)];
        var authorization = signer.Authorization("GET", "/files/people/a", headers.Select(header => KeyValuePair.Create(header.Name, header.Value)), [], now);
        return [.. headers, ("authorization", authorization)];
    }

    // A session of a role with one policy, as identity pools give them.
    private static async Task<RequestSigner> Session(HttpClient http, Uri server)
    {
        var root = new RequestSigner(Server.KeyId, Server.Secret, Region, "iam");
        var role = await Call(http, server, root, $"Action=CreateRole&Version=2010-05-08&RoleName=people&AssumeRolePolicyDocument={Uri.EscapeDataString(Trust)}");
        await Call(http, server, root, $"Action=PutRolePolicy&Version=2010-05-08&RoleName=people&PolicyName=own&PolicyDocument={Uri.EscapeDataString(Folder)}");
        await Call(http, server, root, "Action=CreateUser&Version=2010-05-08&UserName=ana");
        var key = await Call(http, server, root, "Action=CreateAccessKey&Version=2010-05-08&UserName=ana");
        var user = new RequestSigner(Element(key, "AccessKeyId"), Element(key, "SecretAccessKey"), Region, "sts");
        var session = await Call(http, server, user, $"Action=AssumeRole&Version=2011-06-15&RoleSessionName=bench&RoleArn={Uri.EscapeDataString(Element(role, "Arn"))}");
        return new(Element(session, "AccessKeyId"), Element(session, "SecretAccessKey"), Region, "s3") { SessionToken = Element(session, "SessionToken") };
    }

    private static async Task<string> Call(HttpClient http, Uri server, RequestSigner signer, string form)
    {
        var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var request = await signer.Sign(new(HttpMethod.Post, server) { Content = content }, server.Authority, TimeProvider.System.GetUtcNow());
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new InvalidOperationException(text);
    }

    private static string Element(string xml, string name) => Elements().Matches(xml).First(match => match.Groups["name"].Value == name).Groups["text"].Value;

    [GeneratedRegex("<(?<name>[A-Za-z]+)>(?<text>[^<]+)<", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Elements();
}
