using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Hosting;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.TestKit.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Host;

/// <summary>The way of a file over HTTP, and the log of its import.</summary>
public sealed class ImportEndpointsTests
{
    private const string Region = "us-east-1";

    [Fact]
    public async Task A_file_is_sent_imported_and_its_log_read()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (pool, job) = await NewJob(host);
        using var sent = await Put(host, job, Csv("ana", "bob", "ana", "eve"), ("x-amz-server-side-encryption", "aws:kms"));
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Empty(await sent.Content.ReadAsStringAsync());

        Assert.Equal("Pending", (await Admin(host, "StartUserImportJob", pool, job))["UserImportJob"]!["Status"]!.GetValue<string>());
        await Eventually.True(() => host.Services.GetRequiredService<IImports>().Find(pool, Id(job), default).AsTask().Result!.Status is ImportStatus.Succeeded);
        Assert.Equal(
            """
            [SUCCEEDED] Line Number 2 - The import succeeded.
            [SUCCEEDED] Line Number 3 - The import succeeded.
            [SKIPPED] Line Number 4 - The user already exists.
            [SUCCEEDED] Line Number 5 - The import succeeded.

            """,
            await Log(host, pool, Id(job)));
    }

    [Fact]
    public async Task Nobody_but_root_reads_a_log()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (pool, job) = await NewJob(host);
        var target = $"/_gatehouse/pools/{pool}/imports/{Id(job)}/log";
        Assert.Equal(HttpStatusCode.OK, await Status(target, Root(host)));
        Assert.Equal(HttpStatusCode.NotFound, await Status(target, null));
        Assert.Equal(HttpStatusCode.NotFound, await Status(target, Root(host) with { Secret = "0123456789abcdef" }));
        Assert.Equal(HttpStatusCode.NotFound, await Status(target, Root(host) with { Service = "cognito-idp" }));
        Assert.Equal(HttpStatusCode.NotFound, await Status($"/_gatehouse/pools/{pool}/imports/import-0000000000/log", Root(host)));
        Assert.Equal(HttpStatusCode.NotFound, await Status($"/_gatehouse/pools/{Region}_other/imports/{Id(job)}/log", Root(host)));

        async Task<HttpStatusCode> Status(string path, RequestSigner? signer)
        {
            using var answer = await host.Get(path, signer: signer);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task An_address_that_was_altered_or_is_for_another_import_takes_nothing()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (pool, job) = await NewJob(host);
        var (otherPool, other) = await NewJob(host);
        var target = new Uri(Url(job)).PathAndQuery;
        foreach (var altered in new[]
        {
            target.Replace(Id(job), Id(other), StringComparison.Ordinal),
            target.Replace(pool, otherPool, StringComparison.Ordinal),
            target.Replace($"{pool}/{Id(job)}", $"{otherPool}/{Id(other)}", StringComparison.Ordinal),
            target[..^1] + (target[^1] == '0' ? '1' : '0'),
            target[..target.IndexOf('?', StringComparison.Ordinal)],
            target.Replace("X-Amz-Date=2", "X-Amz-Date=3", StringComparison.Ordinal),
            target + "&X-Amz-Signature=" + new string('0', 64),
            target.Replace("/imports/", "/imports/%2e%2e/", StringComparison.Ordinal),
        })
        {
            using var answer = await Put(host, altered, Csv("ana"));
            Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{altered}: {answer.StatusCode}");
        }

        foreach (var (p, j) in new[] { (pool, job), (otherPool, other) })
            Assert.Null((await host.Services.GetRequiredService<IImports>().Find(p, Id(j), default))!.File);
    }

    [Fact]
    public async Task An_expired_address_says_so()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero));
        await using var host = await RunningHost.Start(isDev: false, replace: services =>
            services.AddSingleton(provider => new UploadPermits(provider.GetRequiredService<ISecretBox>(), clock)));
        var (_, job) = await NewJob(host);
        clock.SetUtcNow(TimeProvider.System.GetUtcNow() + UploadPermits.Lifetime);
        using var answer = await Put(host, Url(job) + "&X-Amz-Expires=604800", Csv("ana"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            """<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>""",
            await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_started_import_takes_no_file()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (pool, job) = await NewJob(host);
        using var first = await Put(host, job, Csv("ana"));
        await Admin(host, "StartUserImportJob", pool, job);
        using var second = await Put(host, job, Csv("eve"));
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Contains("takes no file any more", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_larger_than_the_setting_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        await using var host = await RunningHost.Start(isDev: false, set: ("IMPORT_LIMIT", "1"));
        var (pool, job) = await NewJob(host);
        using var fits = await Put(host, job, new byte[1 << 20]);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);

        // A server that ends the connection amid a body may be heard or not; the file it had is still there.
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Url(job)).PathAndQuery) { Content = new ByteArrayContent(new byte[(1 << 20) + 1]) };
        request.Headers.ExpectContinue = saysLength;
        request.Headers.TransferEncodingChunked = !saysLength;
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<Code>EntityTooLarge</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1 << 20, (await host.Services.GetRequiredService<IImports>().Find(pool, Id(job), default))!.File!.Length);
    }

    [Fact]
    public async Task A_file_that_comes_for_longer_than_an_hour_is_cut_off_and_not_kept()
    {
        var clock = new FakeTimeProvider();
        await using var host = await RunningHost.Start(isDev: false, replace: services =>
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UploadEndpoint>(provider, (TimeProvider)clock)));
        var (pool, job) = await NewJob(host);
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, host.Http.BaseAddress!.Port);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PUT {new Uri(Url(job)).PathAndQuery} HTTP/1.1\r\nHost: {host.Http.BaseAddress.Authority}\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
        var answer = Answer(line.GetStream());
        await Eventually.True(() => answer.IsCompleted, () => clock.Advance(TimeSpan.FromMinutes(10)));
        Assert.StartsWith("HTTP/1.1 400 ", await answer, StringComparison.Ordinal);
        Assert.Contains("<Code>RequestTimeout</Code>", await answer, StringComparison.Ordinal);
        Assert.Null((await host.Services.GetRequiredService<IImports>().Find(pool, Id(job), default))!.File);
    }

    [Fact]
    public async Task A_store_that_has_too_much_to_do_asks_for_patience()
    {
        await using var host = await RunningHost.Start(isDev: false, replace: services => services.AddSingleton<IImportFiles, BusyFiles>());
        var (_, job) = await NewJob(host);
        using var answer = await Put(host, job, Csv("ana"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("<Code>SlowDown</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_any_other_body_may_be_is_taken()
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (pool, job) = await NewJob(host);
        using var sent = await Put(host, job, new byte[5 << 20]);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(5 << 20, (await host.Services.GetRequiredService<IImports>().Find(pool, Id(job), default))!.File!.Length);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task A_file_is_sent_by_PUT_only(string method)
    {
        await using var host = await RunningHost.Start(isDev: false);
        var (_, job) = await NewJob(host);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url(job)).PathAndQuery);
        using var answer = await host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    // The connection may end harshly behind the answer, for the rest of the body is not waited for.
    private static async Task<string> Answer(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[1024];
        while (!text.ToString().Contains("</Error>", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var read)
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        return text.ToString();
    }

    private sealed class BusyFiles : IImportFiles
    {
        public ValueTask Keep(ImportChunk chunk, ReadOnlyMemory<byte> bytes, DateTimeOffset now, CancellationToken ct) => throw new OverloadedException("busy");

        public ValueTask<byte[]?> Read(ImportChunk chunk, CancellationToken ct) => default;

        public ValueTask Drop(string poolId, string upload, CancellationToken ct) => default;
    }

    private static string Id(JsonObject job) => (string)job["JobId"]!;

    private static string Url(JsonObject job) => (string)job["PreSignedUrl"]!;

    private static RequestSigner Root(RunningHost host) => new(host.Root.Id, host.Root.Secret, Region, "gatehouse");

    private static byte[] Csv(params string[] names)
    {
        var columns = CsvHeader.Of(new UserPool { Id = "x_y", Name = "", Created = default, Modified = default });
        return Encoding.UTF8.GetBytes(string.Join('\n', names.Select(name => string.Join(',', columns.Select(column => column switch
        {
            CsvHeader.Username => name, Attributes.Email => $"{name}@example.com", Attributes.EmailVerified => "true", _ => "",
        }))).Prepend(string.Join(',', columns))));
    }

    private static async Task<(string Pool, JsonObject Job)> NewJob(RunningHost host)
    {
        var pool = await Send(host, "CreateUserPool", new() { ["PoolName"] = "people", ["AutoVerifiedAttributes"] = new JsonArray("email") });
        var id = (string)pool["UserPool"]!["Id"]!;
        var job = await Send(host, "CreateUserImportJob", new()
        {
            ["UserPoolId"] = id, ["JobName"] = "people", ["CloudWatchLogsRoleArn"] = "arn:aws:iam::000000000000:role/log",
        });
        return (id, job["UserImportJob"]!.AsObject());
    }

    private static Task<JsonObject> Admin(RunningHost host, string operation, string pool, JsonObject job) =>
        Send(host, operation, new() { ["UserPoolId"] = pool, ["JobId"] = Id(job) });

    private static async Task<JsonObject> Send(RunningHost host, string operation, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation);
        await (Root(host) with { Service = "cognito-idp" }).Sign(request, host.Http.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());
        using var answer = await host.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private static Task<HttpResponseMessage> Put(RunningHost host, JsonObject job, byte[] file, params (string Name, string Value)[] headers) =>
        Put(host, Url(job), file, headers);

    private static async Task<HttpResponseMessage> Put(RunningHost host, string url, byte[] file, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ByteArrayContent(file) };
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await host.Http.SendAsync(request);
    }

    private static async Task<string> Log(RunningHost host, string pool, string job)
    {
        using var answer = await host.Get($"/_gatehouse/pools/{pool}/imports/{job}/log", signer: Root(host));
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        return await answer.Content.ReadAsStringAsync();
    }
}
