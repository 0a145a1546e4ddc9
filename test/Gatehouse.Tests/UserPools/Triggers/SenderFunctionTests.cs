using System.Security.Cryptography;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Outbound;
using Gatehouse.Tests.Crypto;
using Gatehouse.Triggers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.UserPools;

/// <summary>CustomEmailSender and CustomSMSSender: functions that send in place of the mail server and the gateway.</summary>
public sealed class SenderFunctionTests
{
    private const string KeyArn = "arn:aws:kms:eu-central-1:000000000000:key/codes";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly SenderKeys Keys = SenderKeys.Read($$"""{"{{KeyArn}}": "{{Convert.ToBase64String(Key)}}"}""", out _);

    private readonly FunctionWorld at = new(Occasion.MailDelivery, Occasion.TextDelivery);
    private readonly Postman usual = new();

    public SenderFunctionTests() => Name(KeyArn);

    [Fact]
    public async Task The_event_is_that_of_the_real_service_with_the_code_sealed()
    {
        var sub = (await at.World.Call(at.World.Op<SignUp>(), new()
        {
            ClientId = at.App.Id, Username = "ana", Password = World.Password, UserAttributes = Wire.List(("email", "ana@example.com")),
            ClientMetadata = Wire.Map(("lang", "de")),
        })).Ok.UserSub!;
        Assert.Empty(at.Functions.Asked);
        Assert.Equal(SendResult.Done, await Send());

        var code = (string)at.Functions.Last["request"]!["code"]!;
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"CustomEmailSender_SignUp",
             "request":{"type":"customEmailSenderRequestV1","code":"CODE","clientMetadata":{"lang":"de"},
             "userAttributes":{"sub":"SUB","cognito:user_status":"UNCONFIRMED","email":"ana@example.com","email_verified":"false"}}}
            """, ("SUB", sub), ("CODE", code));
        Assert.Equal(at.World.CodeTo("ana@example.com"), Jwe.Open(code, Key));
        Assert.DoesNotContain(at.World.CodeTo("ana@example.com"), at.Functions.Last.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(usual.Taken);
        Assert.True((await at.App.Confirm("ana", Jwe.Open(code, Key))).IsOk);
    }

    [Fact]
    public async Task Text_messages_have_a_function_of_their_own()
    {
        at.Pool.Change(pool => pool with { AutoVerified = ["phone_number"] });
        await at.App.SignUp("ana", World.Password, ("phone_number", "+491701234567"));
        Assert.Equal(SendResult.Done, await Send());
        Assert.Equal(("CustomSMSSender_SignUp", "customSMSSenderRequestV1", "+491701234567"), Told("phone_number"));
        Assert.Null(at.Functions.Last["request"]!["clientMetadata"]);
        Assert.True(at.Functions.Last["request"]!.AsObject().ContainsKey("clientMetadata"));
    }

    [Fact]
    public async Task Every_reason_for_a_message_has_its_source()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        at.World.Wait(TimeSpan.FromSeconds(1));
        await at.App.Resend("ana");
        await at.App.Confirm("ana", at.World.CodeTo("ana@example.com"));
        await at.App.Forgot("ana");
        var ana = await at.App.In("ana");
        await ana.Update(("email", "new@example.com"));
        await ana.AskCode("email");
        await at.Pool.Create("eve", request => request with { UserAttributes = Wire.List(("email", "eve@example.com")), DesiredDeliveryMediums = ["EMAIL"] });
        at.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.Email] });
        at.Pool.User("bob", "bob@example.com", with: state => state with { Factors = state.Factors.With(SecondFactor.Email, on: true) });
        at.World.Wait(TimeSpan.FromSeconds(1));
        await at.App.SignIn("bob");

        Assert.Equal(SendResult.Done, await Send());
        Assert.Equal(
            ["AdminCreateUser", "Authentication", "ForgotPassword", "ResendCode", "SignUp", "UpdateUserAttribute", "VerifyUserAttribute"],
            at.Functions.Sources.Select(source => source["CustomEmailSender_".Length..]).Order(StringComparer.Ordinal));
        var invited = at.Functions.Asked.Single(asked => (string?)asked["triggerSource"] == "CustomEmailSender_AdminCreateUser");
        Assert.Equal("CLIENT_ID_NOT_APPLICABLE", (string?)invited["callerContext"]!["clientId"]);
        Assert.Equal(at.World.CodeTo("eve@example.com"), Jwe.Open((string)invited["request"]!["code"]!, Key));
    }

    [Fact]
    public async Task An_address_that_waits_to_be_proven_is_the_one_the_event_names()
    {
        at.Pool.Change(pool => pool with { VerifiedBeforeUpdate = ["email"] });
        at.Pool.User("ana", "ana@example.com");
        await (await at.App.In("ana")).Update(("email", "new@example.com"));
        Assert.Equal("ana@example.com", at.Pool.Find("ana")!["email"]);
        await Send();
        Assert.Equal(("CustomEmailSender_UpdateUserAttribute", "customEmailSenderRequestV1", "new@example.com"), Told("email"));
    }

    [Fact]
    public async Task Without_the_key_that_the_pool_names_nothing_leaves_and_the_reason_says_what_to_set()
    {
        Name("arn:aws:kms:eu-central-1:000000000000:key/other");
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        var result = await Send();
        Assert.Equal(Sending.Later, result.How);
        Assert.Equal("Nothing says with which key its code is sealed: name arn:aws:kms:eu-central-1:000000000000:key/other in GATEHOUSE_SENDER_KEYS.", result.Problem);
        Assert.Empty(at.Functions.Asked);
        Assert.Empty(usual.Taken);
    }

    [Fact]
    public async Task A_function_that_fails_is_asked_again_and_its_words_are_not_passed_on()
    {
        at.Functions.Refuse("CustomEmailSender", "no way to ana@example.com with 123456");
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.Equal(SendResult.Later($"The function {TestFunctions.Arn} failed."), await Send());

        var runs = at.World.Get<FunctionRuns>().Of(at.Pool.Id);
        Assert.DoesNotContain((string)at.Functions.Last["request"]!["code"]!, Assert.Single(runs).Event, StringComparison.Ordinal);
        Assert.False(runs[0].CanReplay);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"response":{"sent":true}}""")]
    public async Task Nobody_looks_at_what_the_function_answers(string answer)
    {
        at.Functions.Answer("CustomEmailSender", _ => FunctionAnswer.Of(System.Text.Json.Nodes.JsonNode.Parse(answer) as System.Text.Json.Nodes.JsonObject ?? []));
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.Equal(SendResult.Done, await Send());
    }

    [Fact]
    public async Task A_function_that_hangs_is_not_waited_for_longer_than_a_mail_server()
    {
        var asked = new TaskCompletionSource();
        at.Functions.Answer("CustomEmailSender", async _ =>
        {
            asked.TrySetResult();
            await new TaskCompletionSource().Task;
            return FunctionAnswer.No("never");
        });
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        var sending = Send();
        await asked.Task;
        at.World.Wait(TimeSpan.FromSeconds(46));
        Assert.Equal(Sending.Later, (await sending).How);
    }

    [Fact]
    public async Task Where_a_pool_has_no_such_function_messages_go_the_usual_way()
    {
        at.Pool.Hook();
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.Empty(await Due(Way.Function));
        var message = Assert.Single(await Due(Way.Mail)).Message;
        Assert.Null(message.Addressee);
        Assert.Equal(SendResult.Done, await Sender().Send(message, default));
        Assert.Equal([message], usual.Taken);
    }

    [Fact]
    public async Task Where_a_pool_lost_its_function_what_waits_goes_the_usual_way_too()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        at.Pool.Hook();
        Assert.Equal(SendResult.Done, await Send());
        Assert.Empty(at.Functions.Asked);
        Assert.Single(usual.Taken);
    }

    [Fact]
    public async Task Of_a_pool_that_is_gone_nothing_is_sent()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        var message = Assert.Single(await Due(Way.Function)).Message;
        Assert.True(await at.World.Store.Pools.Remove(at.Pool.Id, default));
        Assert.Equal(SendResult.Never("Its pool is gone."), await Sender().Send(message, default));
    }

    private (string?, string?, string?) Told(string attribute) => (
        (string?)at.Functions.Last["triggerSource"], (string?)at.Functions.Last["request"]!["type"], (string?)at.Functions.Last["request"]!["userAttributes"]![attribute]);

    private void Name(string key) => at.Pool.Change(pool => pool with
    {
        Functions = new() { References = pool.Functions.References, SenderKey = key },
    });

    // Sends all that waits for functions; the last result, or the first that is not good.
    private async Task<SendResult> Send()
    {
        var due = await Due(Way.Function);
        Assert.NotEmpty(due);
        var results = new List<SendResult>();
        foreach (var one in due)
            results.Add(await Sender().Send(one.Message, default));
        return results.OrderByDescending(result => result.How).First();
    }

    private async Task<IReadOnlyList<DueMessage>> Due(Way way) => await at.World.Store.Outbox.Take(way, 100, at.World.Now, TimeSpan.FromMinutes(3), default);

    private FunctionSender Sender() =>
        new(at.World.Store.Pools, at.World.Get<IFunctions>(), Keys, usual, at.World.Clock, NullLogger<FunctionSender>.Instance);

    private sealed class Postman : ISender
    {
        public List<Message> Taken { get; } = [];

        public ValueTask<SendResult> Send(Message message, CancellationToken ct)
        {
            Taken.Add(message);
            return new(SendResult.Done);
        }
    }
}
