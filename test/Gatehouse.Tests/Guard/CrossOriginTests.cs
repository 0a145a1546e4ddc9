using System.Net;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Tests.Guard;

/// <summary>What the guard tells browsers whose pages come from elsewhere.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private const string App = "https://app.example.com";
    private GuardScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await GuardScene.Start(
        """, "cors": { "origins": ["https://app.example.com", "http://localhost:5173"], "headers": ["X-App-*"], "exposes": ["x-request-id"], "maxAge": 60 }""");

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Theory]
    [InlineData(App, "PUT", "authorization,x-amz-date,x-amz-content-sha256,x-amz-security-token,x-amz-user-agent,x-amz-meta-anything,amz-sdk-invocation-id,amz-sdk-request,content-type,content-md5")]
    [InlineData(App, "GET", "range, X-APP-ONE")]
    [InlineData("http://localhost:5173", "DELETE", "")]
    public async Task A_question_of_a_known_page_is_answered_here(string origin, string method, string headers)
    {
        using var answer = await Ask(origin, method, headers);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(origin, One(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("GET, HEAD, PUT, POST, PATCH, DELETE", One(answer, "Access-Control-Allow-Methods"));
        Assert.Equal(headers.Length == 0 ? null : string.Join(", ", headers.Split(',', StringSplitOptions.TrimEntries)), One(answer, "Access-Control-Allow-Headers"));
        Assert.Equal("60", One(answer, "Access-Control-Max-Age"));
        Assert.Contains("Origin", answer.Headers.Vary);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Empty(scene.Server.Asked);
        Assert.Empty(scene.Backend.All);
    }

    [Theory]
    [InlineData("https://app.example.com.evil.example", "GET", "")]
    [InlineData("https://APP.example.com", "GET", "")]
    [InlineData("http://app.example.com", "GET", "")]
    [InlineData("https://app.example.com:444", "GET", "")]
    [InlineData("null", "GET", "")]
    [InlineData(App, "TRACE", "")]
    [InlineData(App, "get", "")]
    [InlineData(App, "GET", "x-gatehouse-arn")]
    [InlineData(App, "GET", "authorization,x-other")]
    public async Task Another_question_is_refused_in_the_services_words(string origin, string method, string headers)
    {
        using var answer = await Ask(origin, method, headers);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("<Code>AccessForbidden</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.Ordinal));
        Assert.Empty(scene.Server.Asked);
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task An_answer_says_who_may_read_it_whatever_the_service_says()
    {
        scene.Backend.Answer = http =>
        {
            var headers = http.Response.Headers;
            (headers.AccessControlAllowOrigin, headers.AccessControlAllowCredentials, headers["access-control-allow-private-network"]) = ("*", "true", "true");
            (headers.Vary, headers.ETag, headers["x-amz-version-id"], headers["x-request-id"], headers["x-inner"]) = ("Accept-Encoding", "\"e\"", "1", "r", "s");
            return http.Response.WriteAsync("done");
        };
        using var answer = await scene.Send(HttpMethod.Get, "/files/a", null, ("Origin", App));
        Assert.Equal("done", await answer.Content.ReadAsStringAsync());
        Assert.Equal(App, One(answer, "Access-Control-Allow-Origin"));
        Assert.Equal(["Accept-Encoding", "Origin"], answer.Headers.Vary);
        Assert.Equal(
            ["date", "etag", "x-amz-version-id", "x-request-id"], One(answer, "Access-Control-Expose-Headers")!.Split(", ").Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        Assert.Equal(2, answer.Headers.Count(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task To_others_an_answer_says_nothing_of_it(string? origin)
    {
        scene.Backend.Answer = http =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
            return http.Response.WriteAsync("done");
        };
        using var answer = await scene.Send(HttpMethod.Get, "/files/a", null, origin is null ? [] : [("Origin", origin)]);
        Assert.Equal("done", await answer.Content.ReadAsStringAsync());
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("Origin", Assert.Single(answer.Headers.Vary));
    }

    [Fact]
    public async Task Refusals_can_be_read_too()
    {
        scene.Server.Answer = _ => new { allowed = false, status = 403, contentType = "application/xml", document = "<Error/>", headers = new Dictionary<string, string> { ["x-amz-request-id"] = "1" } };
        using var refused = await scene.Send(HttpMethod.Get, "/files/a", null, ("Origin", App));
        Assert.Equal((HttpStatusCode.Forbidden, App), (refused.StatusCode, One(refused, "Access-Control-Allow-Origin")));
        Assert.Contains("x-amz-request-id", One(refused, "Access-Control-Expose-Headers")!, StringComparison.Ordinal);

        await scene.Server.DisposeAsync();
        using var silence = await scene.Send(HttpMethod.Get, "/files/a", null, ("Origin", App));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, App), (silence.StatusCode, One(silence, "Access-Control-Allow-Origin")));
        Assert.Contains("Retry-After", One(silence, "Access-Control-Expose-Headers")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OPTIONS", App, null)]
    [InlineData("OPTIONS", null, "GET")]
    [InlineData("GET", App, "GET")]
    public async Task What_is_no_question_is_judged_as_any_request(string method, string? origin, string? asked)
    {
        scene.Server.Answer = _ => new { allowed = false, status = 403, document = "no" };
        (string, string)[] headers = [.. origin is null ? [] : new[] { ("Origin", origin) }, .. asked is null ? [] : new[] { ("Access-Control-Request-Method", asked) }];
        using var answer = await scene.Send(new(method), "/files/a", null, headers);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Single(scene.Server.Asked);
        Assert.Empty(scene.Backend.All);
    }

    [Fact]
    public async Task A_name_that_is_not_English_is_none()
    {
        var answer = await scene.Raw(
            $"OPTIONS /files/a HTTP/1.1\r\nHost: files.example\r\nOrigin: {App}\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Headers: x-amz-m\u00c3\u00bc\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control-", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_origins_are_none()
    {
        var answer = await scene.Raw($"OPTIONS /files/a HTTP/1.1\r\nHost: files.example\r\nOrigin: {App}\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: GET\r\nConnection: close\r\n\r\n");
        Assert.DoesNotContain("Access-Control-", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Single(scene.Server.Asked);
    }

    [Fact]
    public async Task A_door_may_be_for_every_page()
    {
        await using var open = await GuardScene.Start(""", "cors": { "origins": ["*"] }""");
        using var question = new HttpRequestMessage(HttpMethod.Options, open.Http.BaseAddress + "files/a");
        question.Headers.Host = "files.example";
        question.Headers.Add("Origin", "null");
        question.Headers.Add("Access-Control-Request-Method", "PUT");
        using var told = await open.Http.SendAsync(question);
        Assert.Equal((HttpStatusCode.NoContent, "*", "3600"), (told.StatusCode, One(told, "Access-Control-Allow-Origin"), One(told, "Access-Control-Max-Age")));
        using var answer = await open.Send(HttpMethod.Get, "/files/a", null, ("Origin", "https://anybody.example"));
        Assert.Equal("*", One(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_door_without_pages_leaves_questions_and_answers_alone()
    {
        await using var plain = await GuardScene.Start();
        plain.Backend.Answer = http =>
        {
            http.Response.Headers.AccessControlAllowOrigin = "https://the.service.says";
            return Task.CompletedTask;
        };
        using var answer = await plain.Send(HttpMethod.Options, "/files/a", null, ("Origin", App), ("Access-Control-Request-Method", "GET"));
        Assert.Equal("https://the.service.says", One(answer, "Access-Control-Allow-Origin"));
        Assert.Single(plain.Server.Asked);
    }

    private Task<HttpResponseMessage> Ask(string origin, string method, string headers) => scene.Send(
        HttpMethod.Options, "/files/a", null, [("Origin", origin), ("Access-Control-Request-Method", method), .. headers.Length == 0 ? [] : new[] { ("Access-Control-Request-Headers", headers) }]);

    private static string? One(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
