using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// A pool whose functions decide how people sign in. Unless a test says otherwise they ask for the capital of a country, and three wrong
/// answers are too many.
/// </summary>
internal sealed class CourseWorld
{
    public const string Answer = "Podgorica";
    public const string Unguided = "InvalidParameterException: Custom auth lambda trigger is not configured for the user pool.";
    public const string NotUnderstood = "InvalidLambdaResponseException: Unrecognizable lambda output";

    public CourseWorld(Func<UserPool, UserPool>? with = null)
    {
        Pool = World.Pool(pool => with?.Invoke(pool) ?? pool);
        Pool.Hook(Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer);
        App = Pool.Client(client => client with { Ways = SignInWays.Custom });
        Functions.Answer("DefineAuthChallenge", Define);
        Functions.Respond("CreateAuthChallenge", $$"""
            {"publicChallengeParameters":{"question":"Montenegro?"},"privateChallengeParameters":{"answer":"{{Answer}}"},"challengeMetadata":"CAPITALS"}
            """);
        Functions.Answer("VerifyAuthChallengeResponse", Verify);
    }

    public World World { get; } = new();

    public TestPool Pool { get; }

    public TestClient App { get; private set; }

    public TestFunctions Functions => World.Functions;

    /// <summary>Events of one trigger, oldest first.</summary>
    public IReadOnlyList<JsonObject> Asked(string trigger) => [.. Functions.Asked.Where(one => ((string)one["triggerSource"]!).StartsWith(trigger, StringComparison.Ordinal))];

    /// <summary>What was asked until now, as the latest decision was told, as <c>CUSTOM_CHALLENGE:true</c>.</summary>
    public IReadOnlyList<string> Rounds => [.. SessionOf(Asked("DefineAuthChallenge")[^1]).Select(round => $"{round!["challengeName"]}:{round["challengeResult"]!.ToJsonString()}")];

    /// <summary>From now on the application hides who is not there.</summary>
    public CourseWorld Hiding()
    {
        App.Change(client => client with { HidesUnknownUsers = true });
        return this;
    }

    public void Through(TestClient app) => App = app;

    public Task<Said<InitiateAuthResponse>> Begin(string name, params (string Name, string Value)[] more) => App.Initiate("CUSTOM_AUTH", [("USERNAME", name), .. more]);

    /// <summary>Begins, and is asked the riddle.</summary>
    public async Task<InitiateAuthResponse> Riddle(string name, params (string Name, string Value)[] more)
    {
        var asked = (await Begin(name, more)).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", asked.ChallengeName);
        return asked;
    }

    public Task<Said<RespondToAuthChallengeResponse>> Solve(string name, string? session, string answer = Answer) =>
        App.Respond("CUSTOM_CHALLENGE", session, ("USERNAME", name), ("ANSWER", answer));

    /// <summary>Both.</summary>
    public async Task<Said<RespondToAuthChallengeResponse>> In(string name) => await Solve(name, (await Riddle(name)).Session);

    /// <summary>The function that decides asks for these in order, and then lets in.</summary>
    public void Course(params string[] challenges) => Functions.Answer("DefineAuthChallenge", request =>
    {
        var rounds = SessionOf(request).Select(round => (string)round!["challengeName"]!).Where(name => name != "SRP_A").ToList();
        var next = challenges.Skip(rounds.Count(name => challenges.Contains(name))).FirstOrDefault();
        request["response"] = next is null ? new JsonObject { ["issueTokens"] = true } : new JsonObject { ["challengeName"] = next };
        return FunctionAnswer.Of(request);
    });

    private static JsonArray SessionOf(JsonObject request) => request["request"]!["session"]!.AsArray();

    private static FunctionAnswer Define(JsonObject request)
    {
        var rounds = SessionOf(request).Where(round => (string)round!["challengeName"]! == "CUSTOM_CHALLENGE").ToList();
        var (isIn, isOut) = (rounds.Count > 0 && (bool)rounds[^1]!["challengeResult"]!, rounds.Count >= 3);
        request["response"] = new JsonObject
        {
            ["issueTokens"] = isIn, ["failAuthentication"] = !isIn && isOut, ["challengeName"] = isIn || isOut ? null : "CUSTOM_CHALLENGE",
        };
        return FunctionAnswer.Of(request);
    }

    private static FunctionAnswer Verify(JsonObject request)
    {
        var asked = request["request"]!;
        request["response"]!["answerCorrect"] = (string?)asked["privateChallengeParameters"]!["answer"] == (string?)asked["challengeAnswer"];
        return FunctionAnswer.Of(request);
    }
}
