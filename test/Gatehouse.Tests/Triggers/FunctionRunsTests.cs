using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

/// <summary>What is kept of calls, and the calls that are made again.</summary>
public sealed class FunctionRunsTests
{
    private readonly FunctionWorld at = new(Occasion.BeforeSignUp, Occasion.BeforeSignIn);

    private FunctionRuns Runs => at.World.Get<FunctionRuns>();

    private FunctionRun Newest => Runs.Of(at.Pool.Id)[0];

    [Fact]
    public async Task A_call_is_kept_with_what_was_asked_and_answered()
    {
        at.Functions.Do("PreSignUp", () =>
        {
            at.World.Wait(TimeSpan.FromSeconds(1.5));
            return Task.CompletedTask;
        });
        var began = at.World.Now;
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        var run = Assert.Single(Runs.Of(at.Pool.Id));
        Assert.Equal(
            (at.Pool.Id, TestFunctions.Arn, "PreSignUp_SignUp", began, TimeSpan.FromSeconds(1.5), 1, RunOutcome.Answered, (string?)null),
            (run.PoolId, run.Function, run.Source, run.Started, run.Took, run.Tries, run.Outcome, run.Problem));
        Assert.Equal(at.Functions.Last.ToJsonString(), JsonNode.Parse(run.Event!)!.ToJsonString());
        Assert.Equal(at.Functions.Last.ToJsonString(), JsonNode.Parse(run.Answer!)!.ToJsonString());
        Assert.True(run.CanReplay);
    }

    [Fact]
    public async Task Every_way_to_end_has_its_name()
    {
        at.Functions.Refuse("PreSignUp", "No room");
        await at.App.SignUp("ana");
        Assert.Equal((RunOutcome.SaidNo, "PreSignUp failed with error No room."), (Newest.Outcome, Newest.Problem));

        at.Functions.Respond("PreSignUp", "[]");
        await at.App.SignUp("ana");
        Assert.Equal((RunOutcome.NotUnderstood, "Unrecognizable lambda output"), (Newest.Outcome, Newest.Problem));

        at.Functions.Do("PreSignUp", () =>
        {
            at.World.Wait(TimeSpan.FromSeconds(5));
            return new TaskCompletionSource().Task;
        });
        Assert.Equal(
            "UnexpectedLambdaException: PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.",
            (await at.App.SignUp("ana")).Refusal);
        Assert.Equal((RunOutcome.NoAnswer, 3), (Newest.Outcome, Newest.Tries));
        Assert.Equal(TimeSpan.FromSeconds(15), Newest.Took);
    }

    [Fact]
    public async Task Who_went_away_is_noted()
    {
        at.Functions.Do("PreSignUp", () => new TaskCompletionSource().Task);
        using var gone = new CancellationTokenSource();
        var question = new SignUpQuestion(new(at.Pool.Now, at.App.Now), "ana", new Dictionary<string, string>());
        var asking = at.World.Get<IFunctions>().Ask(TestFunctions.Arn, question, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(RunOutcome.Abandoned, Newest.Outcome);
    }

    [Fact]
    public async Task A_call_is_made_again_and_nothing_follows_from_it()
    {
        at.Functions.Refuse("PreSignUp", "Not yet");
        await at.App.SignUp("ana");
        var first = Newest;

        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":true}""");
        var again = await Runs.Replay(first, default);
        Assert.Equal((RunOutcome.Answered, true, first.Source, first.Event), (again.Outcome, again.IsReplay, again.Source, again.Event));
        Assert.NotEqual(first.Id, again.Id);
        Assert.Equal(again.Id, Newest.Id);
        Assert.Null(at.Pool.Find("ana"));
        Assert.Equal(2, at.Functions.Asked.Count);

        at.Functions.Refuse("PreSignUp", "Still not");
        var refused = await Runs.Replay(first, default);
        Assert.Equal((RunOutcome.SaidNo, "Still not"), (refused.Outcome, refused.Problem));
        at.Functions.Answer("PreSignUp", _ => FunctionAnswer.Of(new JsonObject { ["autoConfirmUser"] = true }));
        Assert.Equal(RunOutcome.NotUnderstood, (await Runs.Replay(first, default)).Outcome);
    }

    [Fact]
    public async Task A_call_that_hides_something_cannot_be_made_again()
    {
        at.Pool.User("ana");
        await at.World.Call(at.World.Op<Gatehouse.Operations.UserPools.InitiateAuth>(), new()
        {
            ClientId = at.App.Id, AuthFlow = "USER_PASSWORD_AUTH", ClientMetadata = UserPools.Wire.Map(("captcha", "topsecret")),
            AuthParameters = UserPools.Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password)),
        });
        Assert.False(Newest.CanReplay);
        Assert.DoesNotContain("topsecret", Newest.Event, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", Newest.Answer, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => Runs.Replay(Newest, default).AsTask());
    }

    [Theory]
    [InlineData("", "Invalid lambda function output : Invalid JSON")]
    [InlineData("null", "Invalid lambda function output : Invalid JSON")]
    [InlineData("[]", "Invalid lambda function output : Invalid JSON")]
    [InlineData("\"event\"", "Invalid lambda function output : Invalid JSON")]
    [InlineData("{\"version\":\"1\"", "Invalid lambda function output : Invalid JSON")]
    [InlineData("{}", "Unrecognizable lambda output")]
    [InlineData("""{"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":1,"region":"r","userPoolId":"p","userName":"u","callerContext":{},"triggerSource":"t","request":{},"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"x","callerContext":{},"triggerSource":"t","request":{},"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"u","callerContext":{},"triggerSource":"other","request":{},"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"u","callerContext":null,"triggerSource":"t","request":{},"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"u","callerContext":{},"triggerSource":"t","request":[],"response":{}}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"u","callerContext":{},"triggerSource":"t","request":{},"response":null}""", "Unrecognizable lambda output")]
    [InlineData("""{"version":"1","region":"r","userPoolId":"p","userName":"\ud800","callerContext":{},"triggerSource":"t","request":{},"response":{}}""", null)]
    [InlineData("""{"extra":7,"version":"1","region":"r","userPoolId":"p","userName":"u","callerContext":{},"triggerSource":"t","request":{},"response":{}}""", "")]
    public void The_event_must_come_back_whole_and_be_the_same(string body, string? problem)
    {
        var sent = new JsonObject { ["version"] = "1", ["region"] = "r", ["userPoolId"] = "p", ["userName"] = "u", ["triggerSource"] = "t" };
        var told = EventText.Read(sent, System.Text.Encoding.UTF8.GetBytes(body), out _);
        if (problem is null)
            Assert.NotNull(told);
        else
            Assert.Equal(problem, told ?? "");
    }
}
