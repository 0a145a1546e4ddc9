using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;
using Gatehouse.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Triggers;

/// <summary>What whoever configures a pool, or answers its events, may try; each test says which case of abuse it refuses.</summary>
public sealed class AbuseTests : IDisposable
{
    private readonly FunctionHttp http = new();

    public void Dispose() => http.Dispose();

    // Case 154: a pool's configuration leads to no address, whatever it is made to look like.
    [Theory]
    [InlineData("http://HOST/hook")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("http://2130706433/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:http://HOST/hook")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:other")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:gate/../other")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:GATE")]
    [InlineData("gatehouse")]
    [InlineData("*.")]
    public async Task A_pool_reaches_only_functions_that_the_operator_named(string reference)
    {
        await using var server = await FunctionServer.Start(200, "{}");
        using var table = Table(new FunctionPlan("gate", new FunctionPlace.Lambda(server.Address)));
        Assert.Null(table.Find(reference.Replace("HOST", server.Address.Authority, StringComparison.Ordinal)));
        Assert.Empty(server.Received);
    }

    // Case 154: where every name leads to one endpoint, no name leads elsewhere on it.
    [Theory]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:..", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3A../invocations")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:.", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3A./invocations")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:../../admin", "/2015-03-31/functions/..%2F..%2Fadmin/invocations")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:a?b#c", "/2015-03-31/functions/a%3Fb%23c/invocations")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:a:x&y=/z", "/2015-03-31/functions/a/invocations?Qualifier=x%26y%3D%2Fz")]
    public async Task No_name_of_a_function_leaves_its_place_in_the_path(string reference, string target)
    {
        var targets = new List<string>();
        await using var server = await FunctionServer.Start((context, _) =>
        {
            targets.Add(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
            return Task.CompletedTask;
        });
        await new LambdaTarget(new(server.Address), http, TimeProvider.System).Call(new(reference, "key", "{}"u8.ToArray()), default);
        Assert.Equal(target, Assert.Single(targets));
    }

    // Case 156: other schemes, sockets of this machine, credentials in the address.
    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:70/x")]
    [InlineData("ftp://127.0.0.1/x")]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("http+unix://%2Fvar%2Frun%2Fdocker.sock/x")]
    [InlineData("https://user:pass@hooks.example.com")]
    [InlineData("https://user@hooks.example.com")]
    [InlineData("//hooks.example.com")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:,x")]
    public void An_address_is_http_and_holds_no_credentials(string address)
    {
        foreach (var place in new[] { "lambda", "webhook" })
        {
            Assert.Empty(PlanReader.Read($$$"""{"f": {"{{{place}}}": "{{{address}}}", "insecure": true}}""", "/", out var problem));
            Assert.Contains("are URLs", problem, StringComparison.Ordinal);
        }
    }

    // Case 155: an answer that leads elsewhere, to this machine or on and on.
    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_webhook_leads_nowhere_else(int status)
    {
        await using var inside = await FunctionServer.Start(200, "{}");
        await using var server = await FunctionServer.Start(status, "", ("Location", inside.Address.AbsoluteUri));
        Assert.False(Assert.IsType<Attempt.Failed>(await Ask(server)).MayPass);
        Assert.Empty(inside.Received);
        Assert.Single(server.Received);
    }

    // Case 157: an answer without end.
    [Fact]
    public async Task An_answer_that_does_not_end_is_read_to_256_KiB()
    {
        // One byte too many, and then nothing for ever: who reads on waits until the time is over.
        await using var server = await FunctionServer.Start(async (context, _) =>
        {
            var gone = new TaskCompletionSource();
            context.RequestAborted.Register(gone.SetResult);
            await context.Response.Body.WriteAsync(new byte[FunctionHttp.MaxBytes + 1], context.RequestAborted);
            await gone.Task;
        });
        Assert.NotEqual(Attempt.TimedOut, Assert.IsType<Attempt.Failed>(await Ask(server)));
    }

    // Case 157: a byte now and then.
    [Fact]
    public async Task An_answer_that_drips_ends_with_its_time()
    {
        var gone = new TaskCompletionSource();
        await using var server = await FunctionServer.Start(async (context, _) =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await context.Response.WriteAsync(" ");
            await context.Response.Body.FlushAsync();
            await gone.Task;
        });
        var plan = new FunctionPlan("f", new FunctionPlace.Here()) { Limit = TimeSpan.FromMilliseconds(200), Tries = 1 };
        using var function = new PlacedFunction(plan, Webhook(server), TimeProvider.System, NullLogger<PlacedFunction>.Instance);
        Assert.Equal(new Called(Attempt.TimedOut, 1), await function.Call(new("f", "key", []), default));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    // Case 157: 100 MB in 100 KB.
    [Fact]
    public async Task A_packed_answer_is_not_unpacked()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(new byte[100 << 20]);
        await using var server = await FunctionServer.Start(async (context, _) =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });
        Assert.Equal(packed.Length, Assert.IsType<Attempt.Answered>(await Ask(server)).Body.Length);
    }

    // Case 157: headers of 5 MB.
    [Fact]
    public async Task Headers_have_an_end()
    {
        await using var server = await FunctionServer.Start(200, "{}", ("X-Long", new string('x', 5 << 20)));
        Assert.IsType<Attempt.Failed>(await Ask(server));
    }

    // Case 157, and 77: a function of the program itself has no more room than others.
    [Fact]
    public async Task A_function_of_this_program_answers_256_KiB_at_most()
    {
        var at = new FunctionWorld(Occasion.BeforeSignUp);
        at.Functions.Respond("PreSignUp", $$"""{"autoConfirmUser":true,"x":"{{new string('x', 1 << 20)}}"}""");
        Assert.Equal("UnexpectedLambdaException: PreSignUp invocation failed due to error ServiceException.", (await at.App.SignUp("ana")).Refusal);
    }

    // Case 159: no JSON, no event, or the event of another.
    [Theory]
    [InlineData("userName", "\"eve\"")]
    [InlineData("userName", null)]
    [InlineData("userPoolId", "\"eu-central-1_Other0000\"")]
    [InlineData("triggerSource", "\"PostConfirmation_ConfirmSignUp\"")]
    [InlineData("region", "\"us-west-2\"")]
    [InlineData("version", "1")]
    [InlineData("version", "\"2\"")]
    [InlineData("callerContext", null)]
    [InlineData("request", null)]
    [InlineData("request", "[]")]
    [InlineData("response", null)]
    [InlineData("response", "\"yes\"")]
    public async Task An_answer_about_another_event_counts_for_nothing(string member, string? value)
    {
        var at = new FunctionWorld(Occasion.BeforeSignUp);
        at.Functions.Answer("PreSignUp", asked =>
        {
            asked["response"]!["autoConfirmUser"] = true;
            if (value is null)
                asked.Remove(member);
            else
                asked[member] = JsonNode.Parse(value);
            return FunctionAnswer.Of(asked);
        });
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignUp("ana")).Refusal);
        at.Functions.Answer("PreSignUp", FunctionAnswer.Of);
        Assert.True((await at.App.SignUp("ana")).IsOk, "Somebody was added.");
    }

    // Case 159: bytes that are no event, as they come over the wire.
    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"response\":{}")]
    [InlineData("{\"response\":{},\"response\":{}}")]
    [InlineData("<html>")]
    public void Bytes_that_are_no_event_are_refused(string body)
    {
        var told = EventText.Read([], Encoding.UTF8.GetBytes(body), out _);
        Assert.Equal("Invalid lambda function output : Invalid JSON", told);
    }

    // Case 160: words of 10 KB, with markup and breaks of lines.
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("one\r\ntwo\u0000three\u202e")]
    public async Task Words_of_a_function_are_told_as_they_are_and_within_bounds(string words)
    {
        var at = new FunctionWorld(Occasion.BeforeSignUp);
        at.Functions.Refuse("PreSignUp", words);
        Assert.Equal($"UserLambdaValidationException: PreSignUp failed with error {words}.", (await at.App.SignUp("ana")).Refusal);

        at.Functions.Refuse("PreSignUp", words + new string('x', 10_000));
        Assert.InRange((await at.App.SignUp("ana")).Refusal!.Length, 1024, 1200);
    }

    // Case 160: what an exception of the program says was not meant for strangers.
    [Fact]
    public async Task What_a_function_of_this_program_throws_is_not_told()
    {
        var at = new FunctionWorld(Occasion.BeforeSignUp);
        at.Functions.Do("PreSignUp", () => throw new InvalidOperationException("Password=topsecret"));
        Assert.Equal("UserLambdaValidationException: PreSignUp failed with error Unhandled.", (await at.App.SignUp("ana")).Refusal);
    }

    // Case 161: a call that a stranger forges has no signature, or one for other words, another time, another place.
    [Fact]
    public async Task Every_call_is_signed_with_its_time_and_what_it_says()
    {
        await using var server = await FunctionServer.Start(200, "{}");
        await Ask(server);
        await new LambdaTarget(new(server.Address) { Key = new("AKIA", "secret", "us-east-1") }, http, TimeProvider.System).Call(new("f", "key", "{}"u8.ToArray()), default);
        var (hook, lambda) = (server.Received[0], server.Received[1]);
        var time = long.Parse(hook.Headers["webhook-timestamp"]!, CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - time, -5, 60);
        Assert.StartsWith("v1,", hook.Headers["webhook-signature"], StringComparison.Ordinal);
        Assert.Equal("msg_key", hook.Headers["webhook-id"]);
        Assert.Contains("SignedHeaders=host;x-amz-client-context;x-amz-date;", lambda.Headers.Authorization.ToString(), StringComparison.Ordinal);
    }

    // Case 77: who a token is for, who made it and how long it holds are no function's to say.
    [Fact]
    public async Task A_function_does_not_say_who_a_token_is_for()
    {
        var at = new FunctionWorld(TokenSay.Everything, Occasion.TokenIssue);
        var ana = at.Pool.User("ana");
        string[] names = ["sub", "iss", "aud", "exp", "iat", "token_use", "cognito:username", "username", "client_id", "jti", "origin_jti", "auth_time"];
        var claims = string.Join(',', names.Select(name => $"\"{name}\":\"forged\"").Append("\"cognito:groups\":[\"forged\"]"));
        var gone = string.Join(',', names.Select(name => $"\"{name}\""));
        var changes = $$$"""{"claimsToAddOrOverride":{ {{{claims}}} },"claimsToSuppress":[{{{gone}}}]}""";
        at.Functions.Respond("TokenGeneration", $$$"""{"claimsAndScopeOverrideDetails":{"idTokenGeneration":{{{changes}}},"accessTokenGeneration":{{{changes}}}}}""");
        var tokens = await at.App.TokensOf("ana");
        foreach (var token in new[] { FunctionWorld.Claims(tokens.AccessToken), FunctionWorld.Claims(tokens.IdToken) })
        {
            Assert.Equal((ana.Sub, World.Realm.Issuer(at.Pool.Id)), (token.GetProperty("sub").ToString(), token.GetProperty("iss").ToString()));
            Assert.DoesNotContain("forged", token.GetRawText(), StringComparison.Ordinal);
        }
    }

    private static FunctionTable Table(params FunctionPlan[] plans) =>
        new(plans, [], new Launch("us-east-1", Path.GetTempPath()), TimeProvider.System, NullLoggerFactory.Instance);

    private WebhookTarget Webhook(FunctionServer server) => new(new(server.Address, new byte[32]), http, TimeProvider.System);

    private Task<Attempt> Ask(FunctionServer server) => Webhook(server).Call(new("f", "key", "{}"u8.ToArray()), default);
}
