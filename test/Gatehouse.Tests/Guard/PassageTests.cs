using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Guard;

public sealed class PassageTests : IAsyncLifetime
{
    private GuardScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await GuardScene.Start();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task What_is_allowed_arrives_and_its_answer_comes_back()
    {
        scene.Backend.Answer = http =>
        {
            (http.Response.StatusCode, http.Response.Headers.ETag, http.Response.Headers["x-amz-meta-a"]) = (206, "\"e\"", "b");
            return http.Response.WriteAsync("some of it");
        };
        using var answer = await scene.Send(HttpMethod.Get, "/files/a?versionId=1", null, ("Range", "bytes=0-9"), ("X-Custom", "kept"));
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal("\"e\"", answer.Headers.ETag?.ToString());
        Assert.Equal("b", Assert.Single(answer.Headers.GetValues("x-amz-meta-a")));
        Assert.Equal("some of it", await answer.Content.ReadAsStringAsync());
        var arrived = Assert.Single(scene.Backend.All);
        Assert.Equal(("GET", "/files/a?versionId=1", "bytes=0-9", "kept"), (arrived.Method, arrived.Target, arrived.Headers["range"], arrived.Headers["x-custom"]));
        Assert.False(arrived.Headers.ContainsKey("transfer-encoding"));
    }

    [Fact]
    public async Task The_server_is_asked_about_the_request_as_it_came()
    {
        await scene.Send(HttpMethod.Get, "/files/%61%2F?x=%7e", null, ("Authorization", "AWS4-HMAC-SHA256 Credential=a"), ("X-Amz-Date", "20260304T120000Z"));
        var (path, authorization, question) = Assert.Single(scene.Server.Asked);
        Assert.Equal("/_gatehouse/authorize/files", path);
        Assert.Equal($"Bearer {GuardScene.Secret}", authorization);
        Assert.Equal("/files/%61%2F?x=%7e", question.GetProperty("target").GetString());
        Assert.Equal("files.example", question.GetProperty("headers").GetProperty("host")[0].GetString());
        Assert.Equal("AWS4-HMAC-SHA256 Credential=a", question.GetProperty("headers").GetProperty("authorization")[0].GetString());
        Assert.Equal("127.0.0.1", question.GetProperty("address").GetString());
        Assert.False(question.GetProperty("isSecure").GetBoolean());
        Assert.False(question.GetProperty("identifyOnly").GetBoolean());
    }

    [Fact]
    public async Task Headers_need_not_be_English()
    {
        Assert.StartsWith("HTTP/1.1 200", await scene.Raw("GET /files/a HTTP/1.1\r\nHost: files.example\r\nx-amz-meta-a: gr\u00c3\u00bcn\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal("gr\u00fcn", Assert.Single(scene.Backend.All).Headers["x-amz-meta-a"]);
        Assert.Equal("gr\u00fcn", Assert.Single(scene.Server.Asked).Question.GetProperty("headers").GetProperty("x-amz-meta-a")[0].GetString());
    }

    [Fact]
    public async Task What_was_judged_goes_on_and_not_what_came()
    {
        scene.Server.Answer = question => ToyServer.Allowed(question, target: "/files/a%20b%2Bc/%C3%BC?list-type=2&prefix=a%2Fb");
        await scene.Send(HttpMethod.Get, "/files/a+b?X-Amz-Signature=secret");
        Assert.Equal("/files/a%20b%2Bc/%C3%BC?list-type=2&prefix=a%2Fb", Assert.Single(scene.Backend.All).Target);
    }

    [Fact]
    public async Task Proofs_are_spent_and_what_only_the_guard_may_say_is_taken_off()
    {
        await scene.Send(
            HttpMethod.Get, "/files/a", null,
            ("Authorization", "AWS4-HMAC-SHA256 x"), ("X-Amz-Security-Token", "x"), ("X-Amz-Date", "x"), ("X-Amz-Content-Sha256", "x"),
            ("X-Gatehouse-Arn", "arn:aws:iam::000000000000:root"), ("x-gatehouse-identity-id", "forged"), ("X_Gatehouse_Arn", "forged"), ("X_GATEHOUSE-ANYTHING", "forged"), ("X.Gatehouse.Arn", "forged"), ("X~Gatehouse~Account", "forged"), ("X.HTTP.Method.Override", "DELETE"),
            ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-User", "root"), ("X-Original-URL", "/secret"), ("X-Rewrite-Url", "/secret"), ("Forwarded", "for=192.0.2.1"),
            ("X-Real-IP", "192.0.2.1"), ("X-HTTP-Method-Override", "DELETE"), ("Connection", "x-gatehouse-arn, keep-alive"), ("X-Amz-Meta-Note", "stays"));
        var headers = Assert.Single(scene.Backend.All).Headers;
        Assert.Equal(
            new SortedDictionary<string, string>
            {
                ["host"] = new Uri(scene.Backend.Url).Authority,
                ["x-amz-meta-note"] = "stays",
                ["x-forwarded-for"] = "127.0.0.1",
                ["x-forwarded-host"] = "files.example",
                ["x-forwarded-proto"] = "http",
                ["x-gatehouse-action"] = "s3:GetObject",
                ["x-gatehouse-arn"] = "arn:aws:iam::000000000000:user/ana",
            },
            new SortedDictionary<string, string>(headers.ToDictionary()));
    }

    [Fact]
    public async Task A_refusal_comes_in_the_servers_words_and_nothing_arrives()
    {
        scene.Server.Answer = _ => new
        {
            allowed = false, status = 403, contentType = "application/xml", document = "<Error><Code>AccessDenied</Code></Error>", code = "AccessDenied", message = "Access Denied",
            headers = new Dictionary<string, string> { ["x-amz-request-id"] = "1" },
        };
        using var refused = await scene.Send(HttpMethod.Get, "/files/a");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/xml", refused.Content.Headers.ContentType?.ToString());
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("x-amz-request-id")));
        Assert.Equal("<Error><Code>AccessDenied</Code></Error>", await refused.Content.ReadAsStringAsync());
        using var head = await scene.Send(HttpMethod.Head, "/files/a");
        Assert.Equal(HttpStatusCode.Forbidden, head.StatusCode);
        Assert.Empty(scene.Backend.All);
    }

    [Theory]
    [InlineData("away")]
    [InlineData("401")]
    [InlineData("500")]
    [InlineData("empty")]
    [InlineData("no target")]
    [InlineData("foreign target")]
    [InlineData("no body")]
    [InlineData("unknown body")]
    [InlineData("no hash")]
    [InlineData("short hash")]
    [InlineData("half a key")]
    [InlineData("unknown need")]
    public async Task While_nobody_decides_nothing_arrives(string what)
    {
        if (what == "away")
            await scene.Server.DisposeAsync();
        scene.Server.Answer = question => what switch
        {
            "401" => 401,
            "500" => 500,
            "empty" => new { },
            "no target" => ToyServer.Allowed(question, target: ""),
            "foreign target" => ToyServer.Allowed(question, target: "http://elsewhere.example/"),
            "no body" => new { allowed = true, who = new { arn = "a", userId = "b", type = "User", accountId = "c" }, target = "/a" },
            "unknown body" => ToyServer.Allowed(question, new { kind = "some" }),
            "no hash" => ToyServer.Allowed(question, new { kind = "hash" }),
            "short hash" => ToyServer.Allowed(question, new { kind = "hash", sha256 = "00" }),
            "half a key" => ToyServer.Allowed(question, new { kind = "chunks", key = "AAAA", date = "20260304T120000Z", seed = "00" }),
            _ => new { allowed = false, needs = "everything" },
        };
        using var refused = await scene.Send(HttpMethod.Put, "/files/a", new StringContent("text"), ("x-amz-decoded-content-length", "4"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>ServiceUnavailable</Code>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task A_service_that_is_down_is_told_of_in_its_own_words()
    {
        await scene.Backend.DisposeAsync();
        using var refused = await scene.Send(HttpMethod.Get, "/files/a");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("<Code>ServiceUnavailable</Code>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_breaks_off_before_it_answers_is_told_of_too()
    {
        scene.Backend.Answer = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        using var refused = await scene.Send(HttpMethod.Get, "/files/a");
        Assert.Equal(HttpStatusCode.BadGateway, refused.StatusCode);
        Assert.Contains("<Error>", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_breaks_off()
    {
        scene.Backend.Answer = async http =>
        {
            http.Response.ContentLength = 100;
            await http.Response.WriteAsync("the beginning");
            await http.Response.Body.FlushAsync();
            http.Abort();
        };
        // The break may overtake the beginning; then there is still time to tell of it.
        var answer = await Record.ExceptionAsync(async () => Assert.Equal(HttpStatusCode.BadGateway, (await scene.Send(HttpMethod.Get, "/files/a")).StatusCode));
        Assert.True(answer is null or HttpRequestException, answer?.ToString());
    }

    [Theory]
    [InlineData("GET http://files.example/files/a HTTP/1.1\r\nHost: files.example")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: files.example")]
    public async Task A_target_that_is_no_path_is_refused(string head)
    {
        Assert.StartsWith("HTTP/1.1 400", await scene.Raw(head + "\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(scene.Server.Asked);
    }

    [Theory]
    [InlineData("elsewhere.example")]
    [InlineData("asked.example")]
    [InlineData("127.0.0.1")]
    public async Task At_a_host_without_a_service_there_is_health_and_nothing_else(string host)
    {
        Assert.Contains("live", await scene.Raw($"GET /healthz/live HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Contains("\"ready\"", await scene.Raw($"GET /healthz/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 421", await scene.Raw($"GET /files/a HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
        Assert.Empty(scene.Server.Asked);
        await scene.Server.DisposeAsync();
        Assert.StartsWith("HTTP/1.1 503", await scene.Raw($"GET /healthz/ready HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_door_keeps_all_of_its_paths()
    {
        Assert.Equal("done", await (await scene.Send(HttpMethod.Get, "/healthz/ready")).Content.ReadAsStringAsync());
        Assert.Equal("/healthz/ready", Assert.Single(scene.Backend.All).Target);
    }

    [Fact]
    public async Task Web_sockets_are_refused_unless_the_door_lets_them()
    {
        await Assert.ThrowsAsync<WebSocketException>(() => Echo(scene));
        Assert.Empty(scene.Server.Asked);

        await using var open = await GuardScene.Start(""", "webSockets": true""");
        Assert.Equal("good day", await Echo(open));
        open.Server.Answer = _ => new { allowed = false, status = 403, document = "" };
        await Assert.ThrowsAsync<WebSocketException>(() => Echo(open));
    }

    [Fact]
    public async Task Other_services_are_told_in_JSON()
    {
        await using var api = await GuardScene.Start(service: """ "service": "execute-api", "api": "a", "stage": "b" """);
        await api.Server.DisposeAsync();
        using var refused = await api.Send(HttpMethod.Get, "/orders");
        Assert.Equal("application/json", refused.Content.Headers.ContentType?.ToString());
        Assert.Equal("ServiceUnavailableException", Assert.Single(refused.Headers.GetValues("x-amzn-ErrorType")));
        Assert.StartsWith("{\"message\":\"Service is unable", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> Echo(GuardScene at)
    {
        at.Backend.Answer = async http =>
        {
            using var accepted = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[100];
            var got = await accepted.ReceiveAsync(buffer, CancellationToken.None);
            await accepted.SendAsync(buffer.AsMemory(0, got.Count), got.MessageType, true, CancellationToken.None);
            await accepted.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        };
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", "files.example");
        await socket.ConnectAsync(new($"ws://127.0.0.1:{at.Http.BaseAddress!.Port}/live"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("good day"), WebSocketMessageType.Text, true, CancellationToken.None);
        var answer = new byte[100];
        return Encoding.UTF8.GetString(answer, 0, (await socket.ReceiveAsync(answer, CancellationToken.None)).Count);
    }
}
