using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Outbound;
using Gatehouse.Tests.Host;
using Gatehouse.Tests.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Outbound;

/// <summary>Text messages as gateways get them, and what their answers mean.</summary>
public sealed class SmsSenderTests : IDisposable
{
    private const string Phone = "+49301234567";
    private const string Hostile = "Say \"hi\" & <b>482913</b>=\r\n{phone} \\ ü你";
    private readonly FakeTimeProvider clock = new(Mails.Noon);
    private readonly LogLines log = new();
    private readonly OperatorHttp http = new();

    private static Message Message => Mails.To(Phone, channel: Channel.Sms) with { Subject = "", Body = Hostile };

    public void Dispose()
    {
        http.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task Twilio_gets_a_form()
    {
        var asked = await Taken("""{"provider":"twilio","account":"AC1","secret":"s","from":"+15551234567","url":"URL"}""");
        Assert.Equal(("/2010-04-01/Accounts/AC1/Messages.json", "application/x-www-form-urlencoded; charset=utf-8"), (asked.Target, asked.Headers["Content-Type"].ToString()));
        Assert.Equal("Basic " + Convert.ToBase64String("AC1:s"u8), asked.Headers.Authorization);
        Assert.Equal(new() { ["To"] = Phone, ["From"] = "+15551234567", ["Body"] = Hostile }, Form(asked));
        Assert.Equal("MG1", Form(await Taken("""{"provider":"twilio","account":"AC1","secret":"s","from":"MG1","url":"URL"}"""))["MessagingServiceSid"]);
    }

    [Theory]
    [InlineData("""{"provider":"vonage","account":"k","secret":"s","from":"Shop","url":"URL"}""", "/v1/messages", "Basic azpz",
        """{"channel":"sms","message_type":"text","to":"49301234567","from":"Shop","text":"TEXT","client_ref":"ID"}""")]
    [InlineData("""{"provider":"messagebird","secret":"s","from":"Shop","url":"URL"}""", "/messages", "AccessKey s",
        """{"originator":"Shop","recipients":["49301234567"],"body":"TEXT","datacoding":"auto","reference":"ID"}""")]
    [InlineData("""{"provider":"bird","account":"w","secret":"s","from":"c","url":"URL"}""", "/workspaces/w/channels/c/messages", "AccessKey s",
        """{"receiver":{"contacts":[{"identifierKey":"phonenumber","identifierValue":"+49301234567"}]},"body":{"type":"text","text":{"text":"TEXT"}},"reference":"ID"}""")]
    public async Task Others_get_a_document(string setting, string target, string authorization, string body)
    {
        var asked = await Taken(setting);
        Assert.Equal((target, authorization, "application/json; charset=utf-8"), (asked.Target, asked.Headers.Authorization.ToString(), asked.Headers["Content-Type"].ToString()));
        var expected = JsonNode.Parse(body.Replace("ID", Message.Id, StringComparison.Ordinal).Replace("\"TEXT\"", JsonValue.Create(Hostile)!.ToJsonString(), StringComparison.Ordinal));
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(asked.Body)), Encoding.UTF8.GetString(asked.Body));
    }

    [Fact]
    public async Task A_webhook_gets_all_there_is_signed()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var asked = await Taken($$"""{"provider":"webhook","url":"URL/sms","secret":"whsec_{{Convert.ToBase64String(secret)}}"}""");
        var body = JsonNode.Parse(asked.Body)!;
        Assert.Equal(
            (Message.Id, Message.PoolId, "SignUp", Phone, Hostile, Mails.Code),
            ((string?)body["id"], (string?)body["userPoolId"], (string?)body["purpose"], (string?)body["phone"], (string?)body["message"], (string?)body["code"]));
        var (id, time) = (asked.Headers["webhook-id"].ToString(), asked.Headers["webhook-timestamp"].ToString());
        Assert.Equal(($"msg_{Message.Id}", Mails.Noon.ToUnixTimeSeconds().ToString()), (id, time));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. asked.Body];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, signed)), asked.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Any_other_gets_what_the_setting_says_with_every_part_escaped_where_it_stands()
    {
        var asked = await Taken("""
            {"provider":"http","url":"URL/a/{number}?t={message}","method":"PUT","headers":{"X-Id":"{id}/{purpose}"},
             "json":{"to":["{phone}"],"text":"Code {code}: {message}","n":7,"deep":{"x":null,"pool":"{pool}"}}}
            """);
        Assert.Equal($"{Message.Id}/SignUp", asked.Headers["X-Id"]);
        var body = JsonNode.Parse(asked.Body)!;
        Assert.Equal((Phone, $"Code {Mails.Code}: {Hostile}", 7, Message.PoolId), ((string?)body["to"]![0], (string?)body["text"], (int?)body["n"], (string?)body["deep"]!["pool"]));
        var (path, query) = (asked.Target.Split('?')[0], asked.Target.Split('?')[1]);
        Assert.Equal(("/a/49301234567", Hostile), (path, QueryHelpers.ParseQuery(query)["t"].Single()));
    }

    [Fact]
    public async Task A_gateway_may_want_a_get()
    {
        var asked = await Taken("""{"provider":"http","url":"URL/send?to={phone}&text={message}","method":"GET"}""");
        Assert.Empty(asked.Body);
        Assert.Equal((Phone, Hostile), (QueryHelpers.ParseQuery(asked.Target.Split('?')[1])["to"].Single(), QueryHelpers.ParseQuery(asked.Target.Split('?')[1])["text"].Single()));
    }

    [Fact]
    public async Task Sns_gets_a_signed_publish()
    {
        var asked = await Taken("""{"provider":"sns","account":"AKIAEXAMPLE","secret":"topsecret","region":"eu-west-1","from":"Shop","url":"URL"}""");
        var form = Form(asked);
        Assert.Equal(("/", "Publish", "2010-03-31", Phone, Hostile), (asked.Target, form["Action"], form["Version"], form["PhoneNumber"], form["Message"]));
        Assert.Equal(("AWS.SNS.SMS.SMSType", "Transactional"), (form["MessageAttributes.entry.1.Name"], form["MessageAttributes.entry.1.Value.StringValue"]));
        Assert.Equal(("AWS.SNS.SMS.SenderID", "Shop"), (form["MessageAttributes.entry.2.Name"], form["MessageAttributes.entry.2.Value.StringValue"]));
        Assert.Equal("20260304T120000Z", asked.Headers["X-Amz-Date"]);
        var signed = new Dictionary<string, string> { ["host"] = asked.Headers.Host.ToString(), ["x-amz-date"] = "20260304T120000Z" };
        Assert.Equal(
            new TestKit.Wire.RequestSigner("AKIAEXAMPLE", "topsecret", "eu-west-1", "sns").Authorization("POST", "/", signed, asked.Body, Mails.Noon),
            asked.Headers.Authorization.ToString());
    }

    [Theory]
    [InlineData(200, Sending.Done)]
    [InlineData(202, Sending.Done)]
    [InlineData(302, Sending.Later)]
    [InlineData(400, Sending.Never)]
    [InlineData(401, Sending.Later)]
    [InlineData(402, Sending.Later)]
    [InlineData(403, Sending.Later)]
    [InlineData(404, Sending.Later)]
    [InlineData(408, Sending.Later)]
    [InlineData(410, Sending.Never)]
    [InlineData(422, Sending.Never)]
    [InlineData(425, Sending.Later)]
    [InlineData(429, Sending.Later)]
    [InlineData(500, Sending.Later)]
    [InlineData(503, Sending.Later)]
    public async Task A_refusal_for_good_is_told_from_one_for_now(int status, Sending expected)
    {
        await using var inside = await FunctionServer.Start(200, "");
        await using var server = await FunctionServer.Start(status, $"{Phone} {Mails.Code}", ("Location", inside.Address.AbsoluteUri));
        var result = await Send(server, """{"provider":"http","url":"URL","json":{"t":"{message}"}}""");
        Assert.Equal(expected, result.How);
        Assert.Equal(expected is Sending.Done, result.Problem is null);
        Assert.Empty(inside.Received);
        Assert.DoesNotContain(log.All.Append(result.Problem ?? ""), line => line.Contains(Phone, StringComparison.Ordinal) || line.Contains(Mails.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>", Sending.Later)]
    [InlineData("<ErrorResponse><Error><Code>ThrottledException</Code></Error></ErrorResponse>", Sending.Later)]
    [InlineData("<ErrorResponse><Error><Code>InvalidParameter</Code></Error></ErrorResponse>", Sending.Never)]
    public async Task Sns_says_with_one_status_that_it_will_not_and_that_it_cannot_now(string body, Sending expected)
    {
        await using var server = await FunctionServer.Start(400, body);
        Assert.Equal(expected, (await Send(server, """{"provider":"sns","account":"A","secret":"s","region":"eu-west-1","url":"URL"}""")).How);
    }

    [Theory]
    [InlineData("49301234567")]
    [InlineData("+0301234567")]
    [InlineData("+4930123456789012")]
    [InlineData("+1234")]
    [InlineData("+4930 123456")]
    [InlineData("+4930123456\n")]
    [InlineData("+٤٩٣٠١٢٣٤")]
    [InlineData("")]
    public async Task What_is_no_number_is_given_up_without_a_word_to_the_gateway(string phone)
    {
        await using var server = await FunctionServer.Start(200, "");
        var result = await Sender(server, """{"provider":"http","url":"URL","json":{}}""").Send(Message with { Destination = phone }, default);
        Assert.Equal(SendResult.Never("That is no telephone number."), result);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_gateway_that_is_not_there_is_tried_again()
    {
        var server = await FunctionServer.Start(200, "");
        var sender = Sender(server, """{"provider":"http","url":"URL","json":{}}""");
        await server.DisposeAsync();
        Assert.Equal(SendResult.Later("The gateway did not take it: it could not be reached."), await sender.Send(Message, default));
    }

    [Fact]
    public async Task A_gateway_that_says_nothing_is_waited_for_only_so_long()
    {
        var came = new TaskCompletionSource();
        await using var server = await FunctionServer.Start(async (call, _) =>
        {
            came.TrySetResult();
            await Gone(call);
        });
        var sending = Send(server, """{"provider":"http","url":"URL","json":{},"timeout":3}""");
        await came.Task;
        clock.Advance(TimeSpan.FromSeconds(3.1));
        Assert.Equal(SendResult.Later("The gateway did not take it: its time was over."), await sending);
    }

    [Fact]
    public async Task The_end_of_the_program_ends_the_wait()
    {
        using var end = new CancellationTokenSource();
        await using var server = await FunctionServer.Start(async (call, _) =>
        {
            await end.CancelAsync();
            await Gone(call);
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Sender(server, """{"provider":"http","url":"URL","json":{}}""").Send(Message, end.Token));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 1000000000")]
    [InlineData("HTTP/1.1 200 OK\nTransfer-Encoding: chunked")]
    public async Task A_message_that_was_taken_needs_no_end_of_the_answer(string head)
    {
        await using var server = new RawServer(head, new byte[100], holds: true);
        Assert.Equal(Sending.Done, (await Sender($$"""{"provider":"http","url":"http://localhost:{{server.Port}}/{number}","method":"GET"}""").Send(Message, default)).How);
    }

    [Fact]
    public async Task Of_a_refusal_no_more_is_read_than_its_beginning()
    {
        await using var server = new RawServer("HTTP/1.1 400 No\nContent-Length: 1000000000", new byte[OperatorHttp.MaxBytes + 1], holds: true);
        Assert.Equal(Sending.Never, (await Sender($$"""{"provider":"http","url":"http://localhost:{{server.Port}}/{number}","method":"GET"}""").Send(Message, default)).How);
    }

    // Answers nothing until the caller went away.
    private static async Task Gone(HttpContext call)
    {
        var gone = new TaskCompletionSource();
        await using var end = call.RequestAborted.Register(gone.SetResult);
        await gone.Task;
    }

    private async Task<Received> Taken(string setting)
    {
        await using var server = await FunctionServer.Start(201, "{}");
        Assert.Equal(SendResult.Done, await Send(server, setting));
        return Assert.Single(server.Received);
    }

    private async Task<SendResult> Send(FunctionServer server, string setting) => await Sender(server, setting).Send(Message, default);

    private SmsSender Sender(FunctionServer server, string setting) => Sender(setting.Replace("URL", server.Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal));

    private SmsSender Sender(string setting)
    {
        var gateway = SmsReader.Read(setting, out var problem);
        Assert.Null(problem);
        return new(gateway!, http, clock, log.For<SmsSender>());
    }

    private static Dictionary<string, string> Form(Received asked) =>
        QueryHelpers.ParseQuery(Encoding.UTF8.GetString(asked.Body)).ToDictionary(field => field.Key, field => field.Value.Single()!);
}
