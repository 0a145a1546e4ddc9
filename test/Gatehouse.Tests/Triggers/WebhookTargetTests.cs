using System.Security.Cryptography;
using System.Text;
using Gatehouse.Triggers;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Triggers;

/// <summary>Calls by webhook.</summary>
public sealed class WebhookTargetTests : IDisposable
{
    private static readonly byte[] Secret = "01234567890123456789012345678901"u8.ToArray();
    private static readonly byte[] Event = """{"a":"ü"}"""u8.ToArray();
    private readonly FakeTimeProvider clock = new(new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero));
    private readonly FunctionHttp http = new();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_event_is_posted_with_a_signature_over_its_id_its_time_and_itself()
    {
        await using var server = await FunctionServer.Start(200, """{"b":1}""");
        var answered = Assert.IsType<Attempt.Answered>(await Call(server));
        Assert.Equal("""{"b":1}""", Encoding.UTF8.GetString(answered.Body.Span));

        var asked = Assert.Single(server.Received);
        var (id, time) = (asked.Headers["webhook-id"].ToString(), asked.Headers["webhook-timestamp"].ToString());
        Assert.Equal(("msg_key-1", clock.GetUtcNow().ToUnixTimeSeconds().ToString()), (id, time));
        Assert.Equal(Event, asked.Body);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. Event];
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, signed)), asked.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Each_try_has_its_own_time_and_the_same_id()
    {
        await using var server = await FunctionServer.Start(500, "");
        await Call(server);
        clock.Advance(TimeSpan.FromSeconds(9));
        await Call(server);
        Assert.Single(server.Received.Select(asked => asked.Headers["webhook-id"].ToString()).Distinct());
        Assert.Equal(2, server.Received.Select(asked => asked.Headers["webhook-signature"].ToString()).Distinct().Count());
    }

    [Theory]
    [InlineData(400, """{"errorMessage":"Not from there"}""", "Not from there")]
    [InlineData(422, """{"errorMessage":"Not from there"}""", "Not from there")]
    public async Task A_function_says_no_with_a_status_of_400_and_words(int status, string body, string error)
    {
        await using var server = await FunctionServer.Start(status, body);
        Assert.Equal(error, Assert.IsType<Attempt.Threw>(await Call(server)).Error);
    }

    [Theory]
    [InlineData(400, "")]
    [InlineData(403, "denied")]
    [InlineData(404, "{}")]
    [InlineData(500, """{"errorMessage":"inner matters"}""")]
    [InlineData(302, """{"errorMessage":"elsewhere"}""")]
    public async Task Without_words_or_by_its_own_fault_it_says_nothing(int status, string body)
    {
        await using var server = await FunctionServer.Start(status, body);
        Assert.Equal(status >= 500, Assert.IsType<Attempt.Failed>(await Call(server)).MayPass);
    }

    private Task<Attempt> Call(FunctionServer server) =>
        new WebhookTarget(new(new Uri(server.Address, "/hook"), Secret), http, clock).Call(new("f", "key-1", Event), default);
}
