using System.Net;
using System.Text;
using Gatehouse.Triggers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>The Lambda Runtime API, as the runtimes of AWS call it.</summary>
public sealed class RuntimeApiTests : IAsyncLifetime
{
    private static readonly Invocation Asked = new("arn:aws:lambda:us-east-1:0:function:gate", "0f8fad5b-d9cb-469f-a165-70867728950e", """{"a":"ü"}"""u8.ToArray())
    {
        Deadline = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_005_000),
    };

    private readonly RuntimeApi api = new(NullLoggerFactory.Instance);
    private readonly HttpClient http = new();
    private readonly TaskCompletionSource asks = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RuntimeSession session = null!;
    private string address = null!;

    public async ValueTask InitializeAsync()
    {
        session = new(() => asks.TrySetResult(), () => left.TrySetResult());
        address = await api.Open(session);
    }

    public ValueTask DisposeAsync()
    {
        session.End();
        http.Dispose();
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_event_is_given_with_what_runtimes_read_of_it()
    {
        var (answer, _) = await Given();
        Assert.Equal("""{"a":"ü"}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal(Asked.Key, Head(answer, "Lambda-Runtime-Aws-Request-Id"));
        Assert.Equal("1700000005000", Head(answer, "Lambda-Runtime-Deadline-Ms"));
        Assert.Equal(Asked.Reference, Head(answer, "Lambda-Runtime-Invoked-Function-Arn"));
        Assert.Matches("^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Sampled=0$", Head(answer, "Lambda-Runtime-Trace-Id"));
        Assert.Equal($$$"""{"custom":{"idempotencyKey":"{{{Asked.Key}}}"}}""", Head(answer, "Lambda-Runtime-Client-Context"));
    }

    [Fact]
    public async Task What_it_responds_is_the_answer_and_is_taken_once()
    {
        var (_, ending) = await Given();
        Assert.Equal(HttpStatusCode.Accepted, await Post($"invocation/{Asked.Key}/response", """{"b":1}"""));
        Assert.Equal("""{"b":1}""", Encoding.UTF8.GetString(Assert.IsType<Attempt.Answered>(await ending).Body.Span));
        Assert.Equal(HttpStatusCode.BadRequest, await Post($"invocation/{Asked.Key}/response", """{"b":2}"""));
    }

    [Theory]
    [InlineData("""{"errorMessage":"Not you","errorType":"Error"}""", "Not you")]
    [InlineData("no JSON", "Unhandled")]
    public async Task What_it_fails_with_is_its_own_word(string body, string error)
    {
        var (_, ending) = await Given();
        Assert.Equal(HttpStatusCode.Accepted, await Post($"invocation/{Asked.Key}/error", body));
        Assert.Equal(error, Assert.IsType<Attempt.Threw>(await ending).Error);
    }

    [Fact]
    public async Task The_event_of_another_is_not_answered()
    {
        var (_, ending) = await Given();
        Assert.Equal(HttpStatusCode.BadRequest, await Post("invocation/another/response", "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, await Post("invocation/another/error", "{}"));
        Assert.False(ending.IsCompleted);
    }

    [Fact]
    public async Task It_asks_for_one_event_at_a_time()
    {
        await Given();
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(At("invocation/next"))).StatusCode);
    }

    [Fact]
    public async Task Why_it_does_not_begin_is_taken() => Assert.Equal(HttpStatusCode.Accepted, await Post("init/error", """{"errorMessage":"No such file"}"""));

    // Abuse case 157: an answer without end.
    [Theory]
    [InlineData(0, HttpStatusCode.Accepted)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task An_answer_over_256_KiB_is_refused_and_not_asked_for_again(int more, HttpStatusCode status)
    {
        var (_, ending) = await Given();
        Assert.Equal(status, await Post($"invocation/{Asked.Key}/response", new string(' ', FunctionHttp.MaxBytes + more)));
        Assert.True(await ending is Attempt.Answered or Attempt.Failed { MayPass: false });
        Assert.Equal(more == 0, await ending is Attempt.Answered);
    }

    [Fact]
    public async Task One_that_waits_no_longer_gets_nothing_and_is_ended()
    {
        using var end = new CancellationTokenSource();
        var asking = http.GetAsync(At("invocation/next"), end.Token);
        await asks.Task;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(Assert.IsType<Attempt.Failed>(await session.Give(Asked)).MayPass);
    }

    // Another user of the machine reaches the port, and has no path.
    [Theory]
    [InlineData("2018-06-01/runtime/invocation/next")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000/2018-06-01/runtime/invocation/next")]
    [InlineData("")]
    public async Task Whoever_does_not_know_the_path_of_a_process_takes_no_event(string path)
    {
        using var answer = await http.GetAsync($"http://{address[..address.IndexOf('/')]}/{path}");
        Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.False(asks.Task.IsCompleted);
    }

    [Theory]
    [InlineData("GET", "invocation/x/response")]
    [InlineData("POST", "invocation/next")]
    [InlineData("PUT", "init/error")]
    [InlineData("GET", "")]
    public async Task What_the_API_does_not_have_is_not_found(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), At(path));
        Assert.Equal(HttpStatusCode.NotFound, (await http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Only_this_machine_reaches_it_and_every_process_has_a_path_of_its_own()
    {
        Assert.Matches("^127\\.0\\.0\\.1:[0-9]+/[0-9a-f]{64}$", address);
        Assert.NotEqual(address, await api.Open(session));
    }

    [Fact]
    public async Task A_path_ends_with_its_process()
    {
        api.Close(address);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At("invocation/next"))).StatusCode);
    }

    private async Task<(HttpResponseMessage Answer, Task<Attempt> Ending)> Given()
    {
        var asking = http.GetAsync(At("invocation/next"));
        await asks.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var ending = session.Give(Asked);
        return (await asking, ending);
    }

    private async Task<HttpStatusCode> Post(string path, string body)
    {
        using var content = new StringContent(body);
        using var answer = await http.PostAsync(At(path), content);
        return answer.StatusCode;
    }

    private Uri At(string path) => new($"http://{address}/2018-06-01/runtime/{path}");

    private static string Head(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
