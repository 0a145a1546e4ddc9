using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>The events of custom challenges, to the letter.</summary>
public sealed class CourseEventTests
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CourseWorld at = new();
    private readonly TestUser ana;

    public CourseEventTests() => ana = at.Pool.User("ana", "ana@example.com");

    [Fact]
    public async Task The_first_decision_knows_of_no_round_and_of_nothing_that_was_sent_along()
    {
        await Begin();
        AssertEvent(0, "DefineAuthChallenge", "\"session\":[]", """{"challengeName":null,"issueTokens":null,"failAuthentication":null}""");
    }

    [Fact]
    public async Task The_first_riddle_is_made_for_the_challenge_that_was_decided()
    {
        await Begin();
        AssertEvent(
            1,
            "CreateAuthChallenge",
            "\"challengeName\":\"CUSTOM_CHALLENGE\",\"session\":[]",
            """{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null}""");
    }

    [Fact]
    public async Task An_answer_comes_with_what_was_kept_and_what_was_sent_along()
    {
        await Answer("Paris");
        AssertEvent(
            2,
            "VerifyAuthChallengeResponse",
            """ "privateChallengeParameters":{"answer":"Podgorica"},"challengeAnswer":"Paris","clientMetadata":{"step":"2"} """,
            """{"answerCorrect":null}""");
    }

    [Fact]
    public async Task The_next_decision_and_the_next_riddle_know_how_it_ended()
    {
        await Answer("Paris");
        const string round = """ "session":[{"challengeName":"CUSTOM_CHALLENGE","challengeResult":false,"challengeMetadata":"CAPITALS"}],"clientMetadata":{"step":"2"} """;
        AssertEvent(3, "DefineAuthChallenge", round, """{"challengeName":null,"issueTokens":null,"failAuthentication":null}""");
        AssertEvent(
            4,
            "CreateAuthChallenge",
            "\"challengeName\":\"CUSTOM_CHALLENGE\"," + round,
            """{"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null}""");
    }

    [Fact]
    public async Task Where_it_is_hidden_they_say_whether_somebody_is_there()
    {
        at.Hiding();
        await Answer(CourseWorld.Answer);
        Assert.All(at.Functions.Asked, one => Assert.Equal("false", one["request"]!["userNotFound"]!.ToJsonString()));
        Assert.Equal("userNotFound", at.Functions.Last["request"]!.AsObject().Last().Key);
    }

    [Fact]
    public async Task With_the_password_first_that_is_the_first_round()
    {
        at.Course("PASSWORD_VERIFIER");
        await at.Begin("ana", ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", new SrpProver().A));
        AssertEvent(
            0,
            "DefineAuthChallenge",
            """ "session":[{"challengeName":"SRP_A","challengeResult":true,"challengeMetadata":null}] """,
            """{"challengeName":null,"issueTokens":null,"failAuthentication":null}""");
    }

    private async Task<InitiateAuthResponse> Begin() => (await at.World.Call(at.World.Op<InitiateAuth>(), new()
    {
        ClientId = at.App.Id, AuthFlow = "CUSTOM_AUTH", AuthParameters = Wire.Map(("USERNAME", "ana")), ClientMetadata = Wire.Map(("step", "1")),
    })).Ok;

    private async Task Answer(string answer) => Assert.True((await at.World.Call(at.World.Op<RespondToAuthChallenge>(), new()
    {
        ClientId = at.App.Id, ChallengeName = "CUSTOM_CHALLENGE", Session = (await Begin()).Session, ClientMetadata = Wire.Map(("step", "2")),
        ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("ANSWER", answer)),
    })).IsOk);

    private void AssertEvent(int index, string trigger, string request, string response)
    {
        var expected = JsonNode.Parse($$$"""
            {"version":"1","region":"eu-central-1","userPoolId":"{{{at.Pool.Id}}}","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"{{{at.App.Id}}}"},"triggerSource":"{{{trigger}}}_Authentication",
             "request":{"userAttributes":{"sub":"{{{ana.Sub}}}","cognito:user_status":"CONFIRMED","email":"ana@example.com","email_verified":"true"},
             {{{request}}}},"response":{{{response}}}}
            """)!;
        Assert.Equal(expected.ToJsonString(Plain), at.Functions.Asked[index].ToJsonString(Plain));
    }
}
