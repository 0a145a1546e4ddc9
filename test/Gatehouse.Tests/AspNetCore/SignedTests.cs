using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gatehouse.Tests.AspNetCore;

public sealed class SignedTests : IAsyncLifetime
{
    private const string Signature = "AWS4-HMAC-SHA256 Credential=ASIAKEY/20260304/us-east-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=00";
    private ToyApp app = null!;

    public async ValueTask InitializeAsync() => app = await ToyApp.Start(options => options.BodyLimit = 100_000);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task A_signature_says_who_it_is()
    {
        var claims = (await (await app.Get("/me", Signature)).Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal(
            [
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier=us-east-1:0b0e1a2b-0000-4000-8000-000000000000",
                "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name=arn:aws:sts::000000000000:assumed-role/people/CognitoIdentityCredentials",
                "gatehouse:arn=arn:aws:sts::000000000000:assumed-role/people/CognitoIdentityCredentials",
                "gatehouse:account=000000000000",
                "gatehouse:user-id=AROAPEOPLE:CognitoIdentityCredentials",
                "gatehouse:principal-type=AssumedRole",
                "http://schemas.microsoft.com/ws/2008/06/identity/claims/role=people",
                "gatehouse:role=people",
                "gatehouse:identity-id=us-east-1:0b0e1a2b-0000-4000-8000-000000000000",
                "gatehouse:identity-pool-id=us-east-1:11111111-0000-4000-8000-000000000000",
                "gatehouse:provider=authenticated",
                "gatehouse:provider=cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool",
                "gatehouse:tag:department=books",
            ],
            claims);
    }

    [Fact]
    public async Task Somebody_without_an_identity_is_known_by_their_arn()
    {
        app.Outside.Server = _ => new { allowed = true, body = new { kind = "any" }, who = new { arn = "arn:aws:iam::000000000000:user/ana", userId = "AIDAANA", type = "User", accountId = "000000000000" } };
        Assert.Equal("arn:aws:iam::000000000000:user/ana", await (await app.Get("/open", Signature)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_server_is_asked_about_the_request_as_it_came()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/me?b=%2F%2f&a=1");
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20260304T120000Z");
        await app.Http.SendAsync(request);

        var (asked, question) = Assert.Single(app.Outside.Questions);
        Assert.Equal("http://gatehouse.example:7080/_gatehouse/authorize/orders", asked.RequestUri?.AbsoluteUri);
        Assert.Equal($"Bearer {ToyApp.Secret}", asked.Headers.Authorization?.ToString());
        Assert.Equal("application/json", asked.Content?.Headers.ContentType?.ToString());
        Assert.True(question.GetProperty("identifyOnly").GetBoolean());
        Assert.Equal("GET", question.GetProperty("method").GetString());
        Assert.Equal("/me?b=%2F%2f&a=1", question.GetProperty("target").GetString());
        Assert.False(question.GetProperty("isSecure").GetBoolean());
        Assert.Equal("20260304T120000Z", Assert.Single(question.GetProperty("headers").GetProperty("x-amz-date").EnumerateArray()).GetString());
        Assert.Equal(app.Http.BaseAddress!.Authority, question.GetProperty("headers").GetProperty("host")[0].GetString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([])), question.GetProperty("bodyHash").GetString());
        Assert.False(question.TryGetProperty("body", out _));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(80_000)]
    [InlineData(100_000)]
    public async Task The_body_is_hashed_and_still_there_for_the_application(int length)
    {
        var body = RandomNumberGenerator.GetBytes(length);
        using var answer = await Post(body);
        Assert.Equal(body, await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(body)), Assert.Single(app.Outside.Questions).Question.GetProperty("bodyHash").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_is_too_long_is_refused_and_nobody_asked(bool isStreamed)
    {
        using var answer = await Post(new byte[100_001], isStreamed);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("RequestTooLargeException", Assert.Single(answer.Headers.GetValues("x-amzn-errortype")));
        Assert.Empty(app.Outside.Questions);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_servers_words()
    {
        app.Outside.Server = _ => new
        {
            allowed = false, status = 403, contentType = "application/json", code = "InvalidSignatureException", message = "Wrong",
            headers = new Dictionary<string, string> { ["x-amzn-errortype"] = "InvalidSignatureException" }, document = """{"message":"Wrong"}""",
        };
        using var refused = await app.Get("/me", Signature);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("application/json", refused.Content.Headers.ContentType?.ToString());
        Assert.Equal("InvalidSignatureException", Assert.Single(refused.Headers.GetValues("x-amzn-errortype")));
        Assert.Equal("""{"message":"Wrong"}""", await refused.Content.ReadAsStringAsync());
        Assert.Equal("nobody", await (await app.Get("/open", Signature)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("down")]
    [InlineData("slow")]
    [InlineData("500")]
    [InlineData("401")]
    [InlineData("404")]
    [InlineData("302")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("""{"allowed":true}""")]
    [InlineData("""{"allowed":true,"who":null}""")]
    [InlineData("""{"allowed":true,"who":{"arn":null,"userId":"u","type":"User","accountId":"0"}}""")]
    [InlineData("""{"allowed":true,"who":{"userId":"u","type":"User","accountId":"0"}}""")]
    [InlineData("""{"allowed":"true","who":{"arn":"a","userId":"u","type":"User","accountId":"0"}}""")]
    [InlineData("""{"allowed":false}""")]
    [InlineData("""{"allowed":false,"status":200}""")]
    [InlineData("""{"allowed":false,"needs":"body"}""")]
    public async Task Whatever_is_no_answer_lets_nobody_in(string answer)
    {
        app.Outside.Server = question => answer switch
        {
            "down" => new HttpRequestException(HttpRequestError.ConnectionError),
            "slow" => new TaskCanceledException(),
            "302" => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new("http://elsewhere.example/") } },
            "500" or "401" or "404" => new HttpResponseMessage((HttpStatusCode)int.Parse(answer)) { Content = new StringContent(JsonSerializer.Serialize(Outside.Identity(question))) },
            _ => answer,
        };
        using var refused = await app.Get("/me", Signature);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("1", refused.Headers.RetryAfter?.ToString());
        Assert.Equal("ServiceUnavailableException", Assert.Single(refused.Headers.GetValues("x-amzn-errortype")));
        Assert.Equal("nobody", await (await app.Get("/open", Signature)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_connection_that_was_closed_under_the_question_is_not_the_end()
    {
        var isFirst = true;
        app.Outside.Server = question => isFirst ? Broken() : Outside.Identity(question);
        Assert.Equal(HttpStatusCode.OK, (await app.Get("/me", Signature)).StatusCode);
        Assert.Equal(2, app.Outside.Questions.Count);

        object Broken()
        {
            isFirst = false;
            return new HttpRequestException(HttpRequestError.ResponseEnded);
        }
    }

    [Theory]
    [InlineData("""{"kind":"hash","sha256":"0000000000000000000000000000000000000000000000000000000000000000"}""")]
    [InlineData("""{"kind":"hash"}""")]
    [InlineData("""{"kind":"chunks"}""")]
    [InlineData("""{"kind":"other"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_body_of_which_something_else_was_signed_is_refused(string body)
    {
        app.Outside.Server = _ => $$"""{"allowed":true,"who":{"arn":"a","userId":"u","type":"User","accountId":"0"},"body":{{body}}}""";
        using var refused = await Post([1, 2, 3]);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("InvalidSignatureException", Assert.Single(refused.Headers.GetValues("x-amzn-errortype")));
    }

    [Fact]
    public async Task Who_is_known_but_may_not_is_told_so()
    {
        using var refused = await app.Get("/clerks", Signature);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("AccessDeniedException", Assert.Single(refused.Headers.GetValues("x-amzn-errortype")));
        Assert.Empty(refused.Headers.WwwAuthenticate);
    }

    [Fact]
    public async Task Two_headers_are_one_too_many()
    {
        // By hand, for an HTTP client makes one of them.
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", app.Http.BaseAddress!.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /me HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: {Signature}\r\nAuthorization: {Signature}\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 401", await new StreamReader(stream).ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Empty(app.Outside.Questions);
    }

    [Fact]
    public async Task An_application_without_pools_asks_for_a_signature()
    {
        await using var signed = await ToyApp.Start(options => options.Pools.Clear());
        using var refused = await signed.Get("/me", null);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("MissingAuthenticationTokenException", Assert.Single(refused.Headers.GetValues("x-amzn-errortype")));
        Assert.Equal(HttpStatusCode.Forbidden, (await signed.Get("/me", "Bearer " + new PoolKey().Sign(PoolKey.Access))).StatusCode);
    }

    [Fact]
    public async Task An_application_without_a_server_believes_no_signature()
    {
        await using var bearers = await ToyApp.Start(options => options.Url = null);
        Assert.Equal(HttpStatusCode.Forbidden, (await bearers.Get("/me", Signature)).StatusCode);
        Assert.Empty(bearers.Outside.Questions);
    }

    private async Task<HttpResponseMessage> Post(byte[] body, bool isStreamed = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/echo") { Content = isStreamed ? new StreamContent(new Unseekable(body)) : new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Authorization", Signature);
        return await app.Http.SendAsync(request);
    }

    // Its length is not known beforehand.
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
