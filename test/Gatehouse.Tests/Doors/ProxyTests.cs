using System.Net;
using System.Net.Sockets;
using System.Text;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Tests.Doors;

/// <summary>What proxies are answered that ask before they pass a request on.</summary>
public sealed class ProxyTests
{
    private const string ReadsFiles = """{"Effect":"Allow","Action":["s3:GetObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::files/*"}""";

    [Theory]
    [InlineData("nginx", "nginx.example.com")]
    [InlineData("traefik", "traefik.example.com")]
    [InlineData("envoy", "envoy.example.com")]
    public async Task Who_may_passes_and_the_service_is_told_of_them(string door, string hostName)
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", ReadsFiles));
        using var answer = await Ask(host, door, "GET", "/files/%C3%BC?versionId=1&x-id=GetObject", hostName, signer, "/files/%C3%BC?versionId=1&x-id=GetObject");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var passed = await Ask(host, door, "GET", "/files/%C3%BC%25", hostName, signer);
        Assert.Equal(HttpStatusCode.OK, passed.StatusCode);
        Assert.Equal("arn:aws:iam::000000000000:user/ana 000000000000 AIDAana User", $"{Header(passed, "Arn")} {Header(passed, "Account")} {Header(passed, "User-Id")} {Header(passed, "Principal-Type")}");
        Assert.Equal("s3:GetObject arn:aws:s3:::files/%C3%BC%25", $"{Header(passed, "Action")} {Header(passed, "Resource")}");
        Assert.Empty(await passed.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_may_not_is_refused_by_403_whatever_the_service_would_say()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", ReadsFiles));
        using var denied = await Ask(host, "nginx", "PUT", "/files/a", "nginx.example.com", signer);
        Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        Assert.Equal("application/xml", denied.Content.Headers.ContentType!.ToString());
        var document = await denied.Content.ReadAsStringAsync();
        Assert.Contains("is not authorized to perform: s3:PutObject", document, StringComparison.Ordinal);
        Assert.Equal(document, denied.Headers.GetValues("x-gatehouse-refusal").Single());
        Assert.NotEmpty(denied.Headers.GetValues("x-gatehouse-decision").Single());
        Assert.DoesNotContain(denied.Headers, header => header.Key.Equals("X-Gatehouse-Arn", StringComparison.OrdinalIgnoreCase));

        using var malformed = await Ask(host, "nginx", "GET", "/files/a", "nginx.example.com", signer with { Region = "eu-north-1" });
        Assert.Equal(HttpStatusCode.Forbidden, malformed.StatusCode);
        Assert.Contains("<Code>AuthorizationHeaderMalformed</Code>", await malformed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var unsigned = await host.Pass("/_gatehouse/authorize/nginx", new() { ["host"] = "nginx.example.com" }, "GET", ("X-Original-Method", "GET"), ("X-Original-URI", "/files/a"));
        Assert.Contains("<Code>AccessDenied</Code><Message>Access Denied</Message>", await unsigned.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var gone = await Ask(host, "nginx", "GET", "/files/a/../b", "nginx.example.com", signer);
        Assert.Contains("<Code>InvalidURI</Code>", await gone.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_doors_own_proxy_is_listened_to()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", ReadsFiles));
        var headers = host.Signed(signer, "GET", "/files/a", "nginx.example.com");

        // The client sends what another proxy would have told, to be judged by that.
        foreach (var (method, uri) in new[] { ("DELETE", "/files/a"), ("GET", "/files/b") })
        {
            using var spoofed = await host.Pass(
                "/_gatehouse/authorize/nginx", headers, "GET",
                ("X-Forwarded-Method", "GET"), ("X-Forwarded-Uri", "/files/a"), ("X-Forwarded-Host", "nginx.example.com"), ("X-Original-Method", method), ("X-Original-URI", uri));
            Assert.Equal(HttpStatusCode.Forbidden, spoofed.StatusCode);
        }

        using var silent = await host.Pass(
            "/_gatehouse/authorize/nginx", headers, "GET", ("X-Forwarded-Method", "GET"), ("X-Forwarded-Uri", "/files/a"), ("X-Forwarded-Host", "nginx.example.com"));
        Assert.Equal(HttpStatusCode.Forbidden, silent.StatusCode);
        Assert.Contains("did not tell of the request as Nginx", await silent.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var twice = await host.Pass("/_gatehouse/authorize/nginx", headers, "GET", ("X-Original-Method", "GET"), ("X-Original-URI", "/files/a"), ("X-Original-URI", "/files/b"));
        Assert.Equal(HttpStatusCode.Forbidden, twice.StatusCode);
        using var other = await host.Pass("/_gatehouse/authorize/files", headers, "GET", ("X-Original-Method", "GET"), ("X-Original-URI", "/files/a"));
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
        using var unknown = await host.Pass("/_gatehouse/authorize/nobodys", headers, "GET", ("X-Original-Method", "GET"), ("X-Original-URI", "/files/a"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [InlineData("X-Gatehouse-Arn")]
    [InlineData("x-gatehouse-provider")]
    [InlineData("X_Gatehouse_Account")]
    [InlineData("X.Gatehouse.Arn")]
    [InlineData("X~Gatehouse!Arn")]
    public async Task Nobody_but_a_door_says_who_came(string name)
    {
        await using var host = await DoorHost.Start();
        using var honest = await Ask(host, "nginx", "GET", "/files/a", "nginx.example.com", host.Signer(host.Root));
        Assert.Equal(HttpStatusCode.OK, honest.StatusCode);
        using var impostor = await Ask(host, "nginx", "GET", "/files/a", "nginx.example.com", host.Signer(host.Root), more: (name, "arn:aws:iam::000000000000:root"));
        Assert.Equal(HttpStatusCode.Forbidden, impostor.StatusCode);
        Assert.Contains("are for doors to set", await impostor.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_length_that_a_client_signed_is_told_beside_the_question()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(host.Root);
        var hash = DoorHost.Hash("hello"u8.ToArray());
        var headers = host.Signed(signer, "PUT", "/files/a", "nginx.example.com", hash, ("content-length", "5"));
        headers.Remove("content-length");
        using var told = await host.Pass("/_gatehouse/authorize/nginx", headers, "GET", ("X-Original-Method", "PUT"), ("X-Original-URI", "/files/a"), ("X-Original-Content-Length", "5"));
        Assert.Equal(HttpStatusCode.OK, told.StatusCode);
        using var other = await host.Pass("/_gatehouse/authorize/nginx", headers, "GET", ("X-Original-Method", "PUT"), ("X-Original-URI", "/files/a"), ("X-Original-Content-Length", "6"));
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
    }

    [Theory]
    [InlineData("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "PUT", "/files/a", "aws-chunked")]
    [InlineData("STREAMING-UNSIGNED-PAYLOAD-TRAILER", "PUT", "/files/a", "aws-chunked")]
    [InlineData(null, "POST", "/files?delete=", "only the guard can show it")]
    public async Task What_only_the_guard_can_do_says_so(string? payload, string method, string target, string says)
    {
        await using var host = await DoorHost.Start();
        using var answer = await Ask(host, "nginx", method, target, "nginx.example.com", host.Signer(host.Root), payload: payload);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_which_the_signature_says_nothing_is_not_passed_on()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(host.Root, "execute-api");
        Assert.Equal((HttpStatusCode.OK, ""), await Pass());
        Assert.Equal((HttpStatusCode.OK, ""), await Pass(("X-Original-Content-Length", "0")));
        Assert.Equal((HttpStatusCode.OK, ""), await Pass(("X-Original-Content-Length", "-")));
        var (status, text) = await Pass(("X-Original-Content-Length", "5"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("sign it with x-amz-content-sha256", text, StringComparison.Ordinal);

        async Task<(HttpStatusCode, string)> Pass(params (string, string)[] more)
        {
            var headers = host.Signed(signer, "POST", "/pets", "orders.example.com:8080");
            (string, string)[] own = [("X-Forwarded-Method", "POST"), ("X-Forwarded-Uri", "/pets"), ("X-Forwarded-Host", "orders.example.com:8080"), .. more];
            using var answer = await host.Pass("/_gatehouse/authorize/orders", headers, "GET", own);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData(null, "203.0.113.9", "https", "127.0.0.1 false")]
    [InlineData("127.0.0.1", "203.0.113.9", "https", "203.0.113.9 true")]
    [InlineData("127.0.0.1", "203.0.113.9", "http", "203.0.113.9 false")]
    [InlineData("192.0.2.1", "203.0.113.9", "https", "127.0.0.1 false")]
    public async Task Who_is_behind_a_proxy_is_believed_of_trusted_ones(string? trusted, string client, string scheme, string seen)
    {
        await using var host = await DoorHost.Start(trusted is null ? [] : [("TRUSTED_PROXIES", trusted)]);
        var parts = seen.Split(' ');
        var allowed = $$$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"{{{parts[0]}}}"},"Bool":{"aws:SecureTransport":"{{{parts[1]}}}"} } }""";
        var signer = host.Signer(await host.User("ana", allowed));
        using var answer = await Ask(host, "nginx", "GET", "/files/a", "nginx.example.com", signer, more: [("X-Forwarded-For", client), ("X-Forwarded-Proto", scheme)]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>A proxy that puts our prefix before what a client sent must never be answered by another page.</summary>
    [Theory]
    [InlineData("/_gatehouse/authorize/envoy/../../../healthz/live")]
    [InlineData("/_gatehouse/authorize/envoy/%2e%2e/%2e%2e/%2e%2e/healthz/live")]
    [InlineData("/_gatehouse/authorize/envoy/../../..//healthz/live")]
    [InlineData("/_gatehouse/authorize/envoy/..%2f..%2f..%2fhealthz/live")]
    [InlineData("/_gatehouse/authorize/envoy/../../../")]
    [InlineData("/_gatehouse/authorize/envoy/../traefik")]
    [InlineData("/_gatehouse/authorize/../../healthz/live")]
    [InlineData("/_gatehouse/authorize/")]
    [InlineData("/_gatehouse/authorize/envoy")]
    public async Task Dots_in_what_a_client_sent_lead_to_no_other_page(string target)
    {
        await using var host = await DoorHost.Start();
        var status = await Raw(host, $"GET {target} HTTP/1.1\r\nHost: envoy.example.com\r\nConnection: close\r\n\r\n");
        Assert.True(status is "403" or "404" or "400" or "401", $"{target}: {status}");
    }

    [Fact]
    public async Task A_target_is_judged_as_it_was_sent()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", ReadsFiles));
        foreach (var (sent, status) in new[] { ("/files/a%2fb", "200"), ("/files/a/../b", "403"), ("/files//b", "403"), ("/files/%2e%2e/b", "403"), ("/files/b%00", "400") })
        {
            var signedAs = sent.Replace("%2f", "/", StringComparison.Ordinal).Replace("%2e", ".", StringComparison.Ordinal);
            var headers = string.Concat(host.Signed(signer, "GET", signedAs, "envoy.example.com").Select(header => $"{header.Key}: {header.Value}\r\n"));
            Assert.Equal((sent, status), (sent, await Raw(host, $"GET /_gatehouse/authorize/envoy{sent} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")));
        }
    }

    private static async Task<string> Raw(DoorHost host, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return (await reader.ReadLineAsync())!.Split(' ')[1];
    }

    private static Task<HttpResponseMessage> Ask(
        DoorHost host, string door, string method, string target, string hostName, RequestSigner signer, string? sentAs = null, string? payload = null, params (string, string)[] more)
    {
        var headers = host.Signed(signer, method, target, hostName, payload);
        sentAs ??= target;
        return door switch
        {
            "nginx" => host.Pass("/_gatehouse/authorize/nginx", headers, "GET", [("X-Original-Method", method), ("X-Original-URI", sentAs), .. more]),
            "traefik" => host.Pass("/_gatehouse/authorize/traefik", new(headers) { ["host"] = "gatehouse:7080" }, "GET", [("X-Forwarded-Method", method), ("X-Forwarded-Uri", sentAs), ("X-Forwarded-Host", hostName), .. more]),
            _ => host.Pass("/_gatehouse/authorize/envoy" + sentAs, headers, method, more),
        };
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues("X-Gatehouse-" + name).Single();
}
