using System.Text;
using System.Text.Json.Nodes;
using Gatehouse.TestKit.Wire;
using Gatehouse.Triggers;
using Gatehouse.Wire.SigV4;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Triggers;

/// <summary>Calls to Lambda, and to what stands in for it.</summary>
public sealed class LambdaTargetTests : IDisposable
{
    private const string Arn = "arn:aws:lambda:eu-central-1:123456789012:function:shop";
    private static readonly byte[] Event = """{"a":"ü"}"""u8.ToArray();
    private readonly FakeTimeProvider clock = new(new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero));
    private readonly FunctionHttp http = new();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task The_event_is_posted_to_the_function_and_what_it_answers_comes_back()
    {
        await using var server = await FunctionServer.Start(200, """{"b":1}""");
        Assert.Equal("""{"b":1}""", Text(Assert.IsType<Attempt.Answered>(await Call(server))));
        var asked = Assert.Single(server.Received);
        Assert.Equal("/2015-03-31/functions/shop/invocations", asked.Target);
        Assert.Equal(Event, asked.Body);
        Assert.Equal("application/json", asked.Headers.ContentType);
        Assert.Equal("RequestResponse", asked.Headers["X-Amz-Invocation-Type"]);
        Assert.False(asked.Headers.ContainsKey("Authorization"));
        var context = JsonNode.Parse(Convert.FromBase64String(asked.Headers["X-Amz-Client-Context"]!))!;
        Assert.Equal("key-1", (string?)context["custom"]!["idempotencyKey"]);
    }

    [Theory]
    [InlineData(Arn, null, "/2015-03-31/functions/shop/invocations", "")]
    [InlineData(Arn + ":live", null, "/2015-03-31/functions/shop/invocations", "Qualifier=live")]
    [InlineData(Arn + ":live", "function", "/2015-03-31/functions/function/invocations", "")]
    public async Task Every_call_is_signed_for_the_function_it_names(string reference, string? called, string path, string query)
    {
        await using var server = await FunctionServer.Start(200, "{}");
        var key = new ClientKey("AKIAEXAMPLE", "topsecret", "eu-central-1") { SessionToken = "session" };
        await Call(server, new(server.Address) { Called = called, Key = key }, reference);

        var asked = Assert.Single(server.Received);
        var target = query.Length == 0 ? path : $"{path}?{query}";
        Assert.Equal(target, asked.Target);
        var signed = ((string[])["Host", "X-Amz-Client-Context", "X-Amz-Date", "X-Amz-Invocation-Type", "X-Amz-Security-Token"])
            .Select(name => KeyValuePair.Create(name, asked.Headers[name].ToString()));
        var signer = new RequestSigner("AKIAEXAMPLE", "topsecret", "eu-central-1", "lambda");
        Assert.Equal(signer.Authorization("POST", target, signed, Event, clock.GetUtcNow()), asked.Headers.Authorization);
    }

    [Theory]
    [InlineData("""{"errorMessage":"No such shop","errorType":"Error","trace":[]}""", "No such shop")]
    [InlineData("""{"errorType":"Error"}""", "Unhandled")]
    [InlineData("not JSON", "Unhandled")]
    [InlineData("""{"errorMessage":7}""", "Unhandled")]
    public async Task What_a_function_throws_is_its_own_word(string body, string error)
    {
        await using var server = await FunctionServer.Start(200, body, ("X-Amz-Function-Error", "Unhandled"));
        Assert.Equal(error, Assert.IsType<Attempt.Threw>(await Call(server)).Error);
    }

    [Fact]
    public async Task Long_words_are_cut_and_never_through_a_letter()
    {
        await using var server = await FunctionServer.Start(200, $$"""{"errorMessage":"{{new string('x', 1023)}}😀 and more"}""", ("X-Amz-Function-Error", "Handled"));
        Assert.Equal(new string('x', 1023), Assert.IsType<Attempt.Threw>(await Call(server)).Error);
    }

    [Theory]
    [InlineData(401, "AccessDeniedException", false)]
    [InlineData(403, "AccessDeniedException", false)]
    [InlineData(404, "ResourceNotFoundException", false)]
    [InlineData(429, "TooManyRequestsException", true)]
    [InlineData(500, "ServiceException", true)]
    [InlineData(502, "ServiceException", true)]
    [InlineData(408, "ServiceException", true)]
    [InlineData(400, "ServiceException", false)]
    [InlineData(202, "ServiceException", false)]
    public async Task Any_other_answer_is_none_and_some_may_be_asked_again(int status, string reason, bool mayPass)
    {
        await using var server = await FunctionServer.Start(status, "{}");
        var failed = Assert.IsType<Attempt.Failed>(await Call(server));
        Assert.Equal((reason, mayPass), (failed.Reason, failed.MayPass));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_leads_nowhere(int status)
    {
        await using var inside = await FunctionServer.Start(200, "{}");
        await using var server = await FunctionServer.Start(status, "", ("Location", inside.Address.AbsoluteUri));
        Assert.IsType<Attempt.Failed>(await Call(server));
        Assert.Empty(inside.Received);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_has_256_KiB_at_most(int more, bool isRead)
    {
        await using var server = await FunctionServer.Start(200, new string(' ', FunctionHttp.MaxBytes + more));
        Assert.Equal(isRead, await Call(server) is Attempt.Answered);
    }

    [Fact]
    public async Task A_server_that_is_not_there_may_be_soon()
    {
        var server = await FunctionServer.Start(200, "{}");
        var address = server.Address;
        await server.DisposeAsync();
        Assert.True(Assert.IsType<Attempt.Failed>(await Target(new(address)).Call(new(Arn, "key-1", Event), default)).MayPass);
    }

    [Fact]
    public async Task The_end_of_the_wait_ends_the_call()
    {
        using var end = new CancellationTokenSource();
        var gone = new TaskCompletionSource();
        await using var server = await FunctionServer.Start(async (http, _) =>
        {
            http.RequestAborted.Register(gone.SetResult);
            await end.CancelAsync();
            await gone.Task;
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Target(new(server.Address)).Call(new(Arn, "key-1", Event), end.Token));
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private LambdaTarget Target(FunctionPlace.Lambda place) => new(place, http, clock);

    private Task<Attempt> Call(FunctionServer server, FunctionPlace.Lambda? place = null, string reference = Arn) =>
        Target(place ?? new(server.Address)).Call(new(reference, "key-1", Event), default);

    private static string Text(Attempt.Answered answered) => Encoding.UTF8.GetString(answered.Body.Span);
}
