using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Access;
using Gatehouse.Identity;
using Gatehouse.Operations.Sts;
using Gatehouse.TestKit.Wire;

namespace Gatehouse.Tests.Doors;

/// <summary>What the guard and applications are answered.</summary>
public sealed class AskTests
{
    private const string Host = "files.example.com";
    private const string AllOfFiles = """{"Effect":"Allow","Action":"s3:*","Resource":["arn:aws:s3:::files","arn:aws:s3:::files/*"]}""";
    private const string OwnFolder = """{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::files/people/${cognito-identity.amazonaws.com:sub}/*"}""";
    private const string IdentityId = "us-east-1:11111111-2222-3333-4444-555555555555";

    [Fact]
    public async Task Who_may_is_let_through_and_told_of()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", AllOfFiles));
        var answer = await host.Ask("files", "PUT", "/files/a%20b", host.Signed(signer, "PUT", "/files/a%20b", Host, DoorHost.Hash("x"u8.ToArray())));
        Assert.Equal("true s3:PutObject /files/a%20b", $"{answer["allowed"]} {answer["action"]} {answer["target"]}");
        Assert.Equal(["arn:aws:s3:::files/a b"], answer["resources"]!.AsArray().Select(one => one!.ToString()));
        Assert.Equal("arn:aws:iam::000000000000:user/ana", answer["who"]!["arn"]!.ToString());
        Assert.Equal("AIDAana User 000000000000", $"{answer["who"]!["userId"]} {answer["who"]!["type"]} {answer["who"]!["accountId"]}");
        Assert.Null(answer["who"]!["expires"]);
        Assert.Equal($"hash {DoorHost.Hash("x"u8.ToArray())}", $"{answer["body"]!["kind"]} {answer["body"]!["sha256"]}");
        Assert.Equal("arn:aws:iam::000000000000:user/ana s3:PutObject arn:aws:s3:::files/a b", $"{answer["headers"]!["X-Gatehouse-Arn"]} {answer["headers"]!["X-Gatehouse-Action"]} {answer["headers"]!["X-Gatehouse-Resource"]}");
    }

    [Fact]
    public async Task A_session_of_an_identity_is_at_home_in_its_own_folder_only()
    {
        await using var host = await DoorHost.Start();
        var session = await Identity(host);
        var mine = $"/files/people/{Uri.EscapeDataString(IdentityId)}/a";
        var answer = await host.Ask("files", "GET", mine, host.Signed(DoorHost.Signer(session), "GET", mine, Host));
        Assert.True((bool)answer["allowed"]!, answer.ToJsonString());
        var who = answer["who"]!;
        Assert.Equal($"AssumedRole member CognitoIdentityCredentials {IdentityId} us-east-1:pool", $"{who["type"]} {who["roleName"]} {who["sessionName"]} {who["identityId"]} {who["identityPoolId"]}");
        Assert.Equal("""["cognito-idp.us-east-1.amazonaws.com/us-east-1_a","graph.facebook.com"]""", who["providers"]!.ToJsonString());
        Assert.Equal("red", who["tags"]!["team"]!.ToString());
        Assert.Equal(IdentityId, who["context"]!["cognito-identity.amazonaws.com:sub"]![0]!.ToString());
        Assert.Equal(host.Clock.GetUtcNow().AddHours(1), (DateTimeOffset)who["expires"]!);
        Assert.Equal("cognito-idp.us-east-1.amazonaws.com/us-east-1_a,graph.facebook.com", answer["headers"]!["X-Gatehouse-Provider"]!.ToString());

        var others = "/files/people/us-east-1%3A99999999-2222-3333-4444-555555555555/a";
        Assert.Equal("AccessDenied", await Code(host, DoorHost.Signer(session), "GET", others));
        Assert.Equal("InvalidURI", await Code(host, DoorHost.Signer(session), "GET", mine[..^1] + "../x/a"));
    }

    [Fact]
    public async Task What_a_policy_refuses_is_told_to_the_client_and_more_to_administrators()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Sid":"Never","Effect":"Deny","Action":"s3:GetObject","Resource":"*","Condition":{"StringLike":{"aws:UserAgent":"x<y*"}}}"""));
        var answer = await host.Ask("files", "GET", "/files/%C3%BC", host.Signed(signer, "GET", "/files/%C3%BC", Host, more: ("user-agent", "x<y&z")));
        Assert.Equal("False 403 application/xml AccessDenied", $"{(bool)answer["allowed"]!} {answer["status"]} {answer["contentType"]} {answer["code"]}");
        Assert.Equal("""User: arn:aws:iam::000000000000:user/ana is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::files/ü" with an explicit deny in an identity-based policy""", answer["message"]!.ToString());
        Assert.Matches("""^<\?xml version="1.0" encoding="UTF-8"\?><Error><Code>AccessDenied</Code><Message>User: [^<]*files/&#252;" with[^<]*</Message><RequestId>[0-9A-F]{16}</RequestId><HostId>[A-Za-z0-9+/=]{32}</HostId></Error>$""", answer["document"]!.ToString());

        var told = JsonNode.Parse(host.Get<AuthorizationMessages>().Open(answer["headers"]!["x-gatehouse-decision"]!.ToString())!)!;
        Assert.Equal("Never", told["matchedStatements"]!["items"]![0]!["statementId"]!.ToString());
        Assert.Equal("s3:GetObject arn:aws:s3:::files/ü", $"{told["context"]!["action"]} {told["context"]!["resource"]}");
    }

    [Fact]
    public async Task Credentials_end_when_their_time_their_identity_or_their_role_does()
    {
        await using var host = await DoorHost.Start();
        var role = await host.Role("member", AllOfFiles);
        var (session, gone) = (host.Session(role), host.Session(role, terms => terms with { IdentityId = "us-east-1:gone" }));
        Assert.Equal("AccessDenied", await Code(host, DoorHost.Signer(gone), "GET", "/files/a"));
        Assert.Null(await Code(host, DoorHost.Signer(session), "GET", "/files/a"));

        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("ExpiredToken", await Code(host, DoorHost.Signer(session), "GET", "/files/a"));

        var later = host.Session(role);
        Assert.Null(await Code(host, DoorHost.Signer(later), "GET", "/files/a"));
        await host.Get<IParts<IamRole>>().Change("", "", role.Key, _ => null, CancellationToken.None);
        Assert.Equal("AccessDenied", await Code(host, DoorHost.Signer(later), "GET", "/files/a"));
        Assert.Equal("AccessDenied", (await host.Ask("files", "GET", "/files/a", host.Signed(DoorHost.Signer(later), "GET", "/files/a", Host), question => question["identifyOnly"] = true))["code"]!.ToString());
    }

    [Fact]
    public async Task What_is_false_is_told_in_the_words_of_object_storage()
    {
        await using var host = await DoorHost.Start();
        var key = await host.User("ana", AllOfFiles);
        var (signer, session) = (host.Signer(key), DoorHost.Signer(host.Session(await host.Role("member", AllOfFiles))));
        Dictionary<string, string> Signed(RequestSigner by) => host.Signed(by, "GET", "/files/a", Host);

        Assert.Equal("AccessDenied 403 Access Denied", await Told(new() { ["host"] = Host }));
        Assert.Equal("SignatureDoesNotMatch 403", await Status(Signed(signer with { Secret = "wrong" })));
        Assert.Equal("InvalidAccessKeyId 403", await Status(Signed(signer with { KeyId = "AKIAAAAAAAAAAAAAAAAA" })));
        Assert.Equal("InvalidToken 400", await Status(Signed(session with { SessionToken = session.SessionToken![..^8] + "AAAAAAAA" })));
        Assert.Equal("InvalidAccessKeyId 403", await Status(Signed(session with { SessionToken = null })));
        Assert.Equal("AuthorizationHeaderMalformed 400", await Status(Signed(signer with { Region = "eu-north-1" })));
        Assert.Equal("AuthorizationHeaderMalformed 400", await Status(Signed(signer with { Service = "execute-api" })));
        Assert.Equal("XAmzContentSHA256Mismatch 400", await Status(Signed(signer), question => question["bodyHash"] = DoorHost.Hash("x"u8.ToArray())));
        Assert.Equal("AccessDenied 403", await Status(new(Signed(signer)) { ["x-amz-copy-source"] = "files/b" }));
        Assert.Equal("SignatureDoesNotMatch 403", await Status(Signed(signer), question => question["target"] = "/files/b"));
        Assert.Equal("SignatureDoesNotMatch 403", await Status(Signed(signer), question => question["method"] = "DELETE"));
        Assert.Equal("AuthorizationHeaderMalformed 400", await Status(new(Signed(signer)) { ["authorization"] = "AWS4-HMAC-SHA256 nonsense" }));

        var stale = Signed(signer);
        host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("RequestTimeTooSkewed 403", await Status(stale));

        async Task<string> Status(Dictionary<string, string> headers, Action<JsonObject>? more = null)
        {
            var answer = await host.Ask("files", "GET", "/files/a", headers, more);
            Assert.False((bool)answer["allowed"]!);
            Assert.Contains($"<Code>{answer["code"]}</Code>", answer["document"]!.ToString(), StringComparison.Ordinal);
            return $"{answer["code"]} {answer["status"]}";
        }

        async Task<string> Told(Dictionary<string, string> headers) =>
            $"{await Status(headers)} {(await host.Ask("files", "GET", "/files/a", headers))["message"]}";
    }

    [Fact]
    public async Task A_signature_in_the_query_is_taken_out_of_what_is_sent_on()
    {
        await using var host = await DoorHost.Start();
        var signer = DoorHost.Signer(host.Session(await host.Role("member", AllOfFiles)));
        var now = host.Clock.GetUtcNow();
        var target = "/files/a?" + signer.Presigned("GET", "/files/a", [new("versionId", "1"), new("x-id", "GetObject")], [new("host", Host)], "UNSIGNED-PAYLOAD", now, "60");
        var answer = await host.Ask("files", "GET", target, new() { ["host"] = Host });
        Assert.Equal("s3:GetObjectVersion /files/a?versionId=1&x-id=GetObject any", $"{answer["action"]} {answer["target"]} {answer["body"]!["kind"]}");

        host.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("AccessDenied Request has expired", Words(await host.Ask("files", "GET", target, new() { ["host"] = Host })));
        Assert.Equal("SignatureDoesNotMatch", (await host.Ask("files", "GET", target.Replace("Expires=60", "Expires=600", StringComparison.Ordinal), new() { ["host"] = Host }))["code"]!.ToString());
    }

    [Theory]
    [InlineData("live", "live.example.com", null)]
    [InlineData("orders", "orders.example.com:8080", "IncompleteSignatureException")]
    public async Task Web_sockets_are_signed_in_the_query_where_there_are_any(string door, string at, string? code)
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"*"}"""), "execute-api");
        var target = "/chat?" + signer.Presigned("GET", "/chat", [new("room", "1")], [new("host", at)], DoorHost.NoBody, host.Clock.GetUtcNow(), "60");

        var answer = await host.Ask(door, "GET", target, new() { ["host"] = at }, question => question["bodyHash"] = DoorHost.NoBody);
        Assert.Equal(code, answer["code"]?.ToString());
        Assert.Equal(code is null ? "/chat?room=1" : null, answer["target"]?.ToString());
    }

    [Fact]
    public async Task A_deletion_of_many_is_judged_by_its_body()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Effect":"Allow","Action":"s3:DeleteObject","Resource":"arn:aws:s3:::files/a*"}"""));
        Assert.True((bool)(await Delete("<Delete><Object><Key>a1</Key></Object><Object><Key>a2</Key></Object></Delete>"))["allowed"]!);
        var refused = await Delete("<Delete><Object><Key>a1</Key></Object><Object><Key>b</Key></Object></Delete>");
        Assert.Contains("files/b", refused["message"]?.ToString() ?? refused.ToJsonString(), StringComparison.Ordinal);

        var body = "<Delete><Object><Key>a1</Key></Object></Delete>"u8.ToArray();
        var headers = host.Signed(signer, "POST", "/files?delete=", Host, DoorHost.Hash(body));
        Assert.Equal("body", (await host.Ask("files", "POST", "/files?delete=", headers))["needs"]!.ToString());
        var swapped = await host.Ask("files", "POST", "/files?delete=", headers, question => question["body"] = Convert.ToBase64String("<Delete><Object><Key>a2</Key></Object></Delete>"u8));
        Assert.Equal("XAmzContentSHA256Mismatch", swapped["code"]!.ToString());

        async Task<JsonNode> Delete(string xml) => await host.Ask(
            "files", "POST", "/files?delete=", host.Signed(signer, "POST", "/files?delete=", Host, DoorHost.Hash(Encoding.UTF8.GetBytes(xml))),
            question => question["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)));
    }

    [Fact]
    public async Task Chunks_are_let_through_with_the_key_that_they_are_signed_with()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", AllOfFiles));
        var signed = await host.Ask("files", "PUT", "/files/a", host.Signed(signer, "PUT", "/files/a", Host, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"));
        Assert.Equal("chunks", signed["body"]!["kind"]!.ToString());
        Assert.Equal(Convert.ToBase64String(signer.Key(host.Clock.GetUtcNow())), signed["body"]!["key"]!.ToString());
        Assert.Equal(signer.Scope(host.Clock.GetUtcNow()), signed["body"]!["scope"]!.ToString());
        var plain = await host.Ask("files", "PUT", "/files/a", host.Signed(signer, "PUT", "/files/a", Host, "STREAMING-UNSIGNED-PAYLOAD-TRAILER"));
        Assert.Equal("""{"kind":"chunks","hasTrailer":true}""", plain["body"]!.ToJsonString());
    }

    [Fact]
    public async Task A_body_of_which_nothing_is_said_must_be_hashed()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Effect":"Allow","Action":"execute-api:Invoke","Resource":"arn:aws:execute-api:us-east-1:000000000000:abc/prod/POST/*"}"""), "execute-api");
        var hash = DoorHost.Hash("{}"u8.ToArray());
        var headers = host.Signed(signer, "POST", "/pets", "orders.example.com:8080", hash);
        Assert.Equal("""{"allowed":false,"needs":"bodyHash"}""", (await host.Ask("orders", "POST", "/pets", headers)).ToJsonString());
        var answer = await host.Ask("orders", "POST", "/pets", headers, question => question["bodyHash"] = hash);
        Assert.Equal("execute-api:Invoke", answer["action"]!.ToString());
        Assert.Equal("InvalidSignatureException", (await host.Ask("orders", "POST", "/pets", headers, question => question["bodyHash"] = DoorHost.NoBody))["code"]!.ToString());
    }

    [Fact]
    public async Task Other_services_are_told_in_JSON()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Effect":"Allow","Action":"things:Get","Resource":"arn:aws:things:us-east-1:000000000000:thing/7"}"""), "things");
        Assert.Equal("things:Get", (await Ask("/things/7", signer))["action"]!.ToString());
        var denied = await Ask("/things/8", signer);
        Assert.Equal("403 application/json AccessDeniedException AccessDeniedException", $"{denied["status"]} {denied["contentType"]} {denied["code"]} {denied["headers"]!["x-amzn-ErrorType"]}");
        Assert.Equal(
            """{"Message":"User: arn:aws:iam::000000000000:user/ana is not authorized to perform: things:Get on resource: arn:aws:things:us-east-1:000000000000:thing/8 because no identity-based policy allows the things:Get action"}""",
            denied["document"]!.ToString());
        Assert.Equal("""{"message":"Missing Authentication Token"}""", (await host.Ask("things", "GET", "/things/7", new() { ["host"] = "things.example.com" }))["document"]!.ToString());
        Assert.Equal("AccessDeniedException", (await Ask("/other", signer))["code"]!.ToString());
        Assert.Equal("InvalidSignatureException 403", Words(await Ask("/things/7", signer with { Secret = "x" }), "status"));
        Assert.Equal("InvalidSignatureException 403", Words(await Ask("/things/7", signer with { Region = "eu-north-1" }), "status"));
        Assert.Equal("InvalidURI 400", Words(await Ask("/things//7", signer), "status"));

        async Task<JsonNode> Ask(string target, RequestSigner by) => await host.Ask(
            "things", "GET", target, host.Signed(by, "GET", target.Replace("//", "/", StringComparison.Ordinal), "things.example.com"), question => question["bodyHash"] = DoorHost.NoBody);
    }

    [Fact]
    public async Task Who_it_is_can_be_asked_without_what_they_may()
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", """{"Effect":"Deny","Action":"*","Resource":"*"}"""), "things");
        var answer = await host.Ask("things", "PATCH", "/any/..%2Fthing/", host.Signed(signer, "PATCH", "/any/..%252Fthing/", "things.example.com"), question => (question["identifyOnly"], question["bodyHash"]) = (true, DoorHost.NoBody));
        Assert.True((bool)answer["allowed"]!, answer.ToJsonString());
        Assert.Equal("arn:aws:iam::000000000000:user/ana", answer["who"]!["arn"]!.ToString());
        Assert.Null(answer["action"]);
        Assert.Null(answer["headers"]!["X-Gatehouse-Action"]);
    }

    [Fact]
    public async Task A_region_that_is_not_the_doors_opens_nothing()
    {
        await using var host = await DoorHost.Start(("DOORS", """{"doors":[{"name":"west","service":"s3","hosts":["west.example.com"],"region":"us-west-2"}]}"""));
        var signer = host.Signer(await host.User("ana", AllOfFiles));
        var answer = await host.Ask("west", "GET", "/files/a", host.Signed(signer, "GET", "/files/a", "west.example.com"));
        Assert.Equal("The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'us-west-2'", answer["message"]!.ToString());
        Assert.True((bool)(await host.Ask("west", "GET", "/files/a", host.Signed(signer with { Region = "us-west-2" }, "GET", "/files/a", "west.example.com")))["allowed"]!);
    }

    [Theory]
    [InlineData("X-HTTP-Method-Override", "DELETE")]
    [InlineData("x-http-method", "DELETE")]
    [InlineData("X_HTTP_Method_Override", "DELETE")]
    [InlineData("X-Method-Override", "DELETE")]
    [InlineData("X-Original-URL", "/admin")]
    [InlineData("X-Rewrite-URL", "/admin")]
    public async Task Headers_that_servers_obey_in_the_place_of_the_target_are_refused(string name, string value)
    {
        await using var host = await DoorHost.Start();
        var headers = host.Signed(host.Signer(host.Root), "GET", "/files/a", Host);
        Assert.True((bool)(await host.Ask("files", "GET", "/files/a", headers))["allowed"]!);
        headers[name] = value;
        Assert.Equal("AccessDenied", (await host.Ask("files", "GET", "/files/a", headers))["code"]!.ToString());
    }

    [Theory]
    [InlineData("files.example.com", true)]
    [InlineData("FILES.example.com:443", true)]
    [InlineData("bucket.files.example.com", true)]
    [InlineData("files.example.com.evil.example", false)]
    [InlineData("evilfiles.example.com", false)]
    [InlineData("west.example.com", false)]
    [InlineData("", false)]
    public async Task A_signature_for_another_host_opens_nothing(string hostName, bool opens)
    {
        await using var host = await DoorHost.Start();
        var answer = await host.Ask("files", "GET", "/files/a", host.Signed(host.Signer(host.Root), "GET", "/files/a", hostName));
        Assert.Equal(opens, (bool)answer["allowed"]!);
    }

    [Fact]
    public async Task Who_asks_proves_themselves_and_asks_properly()
    {
        await using var host = await DoorHost.Start();
        const string question = """{"method":"GET","target":"/files/a","headers":{"host":["files.example.com"]}}""";
        Assert.Equal(HttpStatusCode.OK, await Status("files", question));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("files", question, "0123456789abcdef0123456789abcdeg"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("files", question, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("files", question, null));
        Assert.Equal(HttpStatusCode.NotFound, await Status("other", question));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status("files/", question));
        foreach (var broken in new[]
        {
            "", "[]", "null", "{}", """{"method":"GET","target":"/"}""", """{"method":null,"target":"/","headers":{}}""", question.Replace("method", "Method", StringComparison.Ordinal),
            question.Replace("}}", "},\"more\":1}", StringComparison.Ordinal), question.Replace("{\"m", "{\"target\":\"/\",\"m", StringComparison.Ordinal),
            question.Replace("}}", "},\"address\":\"here\"}", StringComparison.Ordinal), question.Replace("}}", "},\"bodyHash\":\"ABC\"}", StringComparison.Ordinal),
            question.Replace("}}", "},\"body\":\"!\"}", StringComparison.Ordinal), question.Replace("[\"files.example.com\"]", "[null]", StringComparison.Ordinal),
            question.Replace("}}", ",\"HOST\":[\"x\"]}}", StringComparison.Ordinal), question.Replace("[\"files.example.com\"]", "null", StringComparison.Ordinal),
        })
            Assert.Equal((broken, HttpStatusCode.BadRequest), (broken, await Status("files", broken)));
        using var text = await host.Post("files", question, type: "text/plain");
        Assert.Equal(HttpStatusCode.BadRequest, text.StatusCode);
        using var large = await host.Post("files", question + new string(' ', 4 * 1024 * 1024));
        Assert.Equal(HttpStatusCode.BadRequest, large.StatusCode);

        async Task<HttpStatusCode> Status(string door, string json, string? secret = DoorHost.Secret)
        {
            using var answer = await host.Post(door, json, secret);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Without_a_secret_nobody_asks_as_the_guard_does()
    {
        await using var host = await DoorHost.Start(("DOOR_SECRET", ""));
        using var other = await host.Post("files", "{}", "");
        Assert.Equal(HttpStatusCode.Unauthorized, other.StatusCode);
    }

    [Fact]
    public async Task Use_of_a_users_key_is_noted()
    {
        await using var host = await DoorHost.Start();
        await Code(host, host.Signer(await host.User("ana", AllOfFiles)), "GET", "/files/a");
        var user = await host.Get<IParts<IamUser>>().Find("", "", "ana", CancellationToken.None);
        Assert.Equal(new KeyUse(host.Clock.GetUtcNow(), "s3", "us-east-1"), user!.Keys[0].LastUse);
    }

    [Theory]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}""", true)]
    [InlineData("""{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}""", false)]
    [InlineData("""{"Bool":{"aws:SecureTransport":"true"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:RequestedRegion":"us-east-1","s3:authType":"REST-HEADER","s3:signatureversion":"AWS4-HMAC-SHA256"}}""", true)]
    [InlineData("""{"NumericLessThan":{"s3:signatureAge":"600000"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:Referer":"https://app.example.com/"}}""", true)]
    [InlineData("""{"StringEquals":{"aws:PrincipalTag/team":"red"}}""", false)]
    public async Task Conditions_see_what_is_known_of_the_request(string condition, bool holds)
    {
        await using var host = await DoorHost.Start();
        var signer = host.Signer(await host.User("ana", $$"""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{{condition}}}"""));
        var answer = await host.Ask(
            "files", "GET", "/files/a", host.Signed(signer, "GET", "/files/a", Host, null, ("referer", "https://app.example.com/")),
            question => (question["address"], question["isSecure"]) = ("::ffff:203.0.113.9", true));
        Assert.Equal(holds, (bool)answer["allowed"]!);
    }

    private static async Task<TemporaryKey> Identity(DoorHost host)
    {
        var role = await host.Role("member", OwnFolder);
        return host.Session(role, terms => terms with
        {
            IdentityId = IdentityId,
            Tags = new Dictionary<string, string> { ["team"] = "red" },
            Context = new Dictionary<string, IReadOnlyList<string>>
            {
                ["cognito-identity.amazonaws.com:sub"] = [IdentityId], ["cognito-identity.amazonaws.com:aud"] = ["us-east-1:pool"],
                ["cognito-identity.amazonaws.com:amr"] = ["authenticated", "cognito-idp.us-east-1.amazonaws.com/us-east-1_a", "cognito-idp.us-east-1.amazonaws.com/us-east-1_a:CognitoSignIn:1", "graph.facebook.com", "graph.facebook.com:app:2"],
                ["aws:FederatedProvider"] = ["cognito-identity.amazonaws.com"],
            },
        });
    }

    private static async Task<string?> Code(DoorHost host, RequestSigner signer, string method, string target) =>
        (await host.Ask("files", method, target, host.Signed(signer, method, target, Host)))["code"]?.ToString();

    private static string Words(JsonNode answer, string second = "message") => $"{answer["code"]} {answer[second]}";
}
