using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>A sign-in by riddles: who is asked what, and what comes of right answers and wrong ones.</summary>
public sealed class CourseSignInTests
{
    private readonly CourseWorld at = new();
    private readonly TestUser ana;

    public CourseSignInTests() => ana = at.Pool.User("ana", "ana@example.com");

    [Fact]
    public async Task The_right_answer_lets_in()
    {
        var asked = await at.Riddle("ana");
        Assert.Equal(Wire.Map(("question", "Montenegro?"), ("USERNAME", "ana")), asked.ChallengeParameters);
        Assert.Null(asked.AuthenticationResult);
        Assert.Matches("^AYABe[0-9A-Za-z_-]{15,2043}$", asked.Session);

        var done = (await at.Solve("ana", asked.Session)).Ok;
        Assert.Null(done.ChallengeName);
        Assert.Null(done.Session);
        Assert.NotNull(done.AuthenticationResult!.RefreshToken);
        Assert.Equal(ana.Sub, FunctionWorld.Claims(done.AuthenticationResult.AccessToken).GetProperty("sub").GetString());
    }

    [Fact]
    public async Task The_functions_are_asked_in_order()
    {
        at.Pool.Hook(
            Occasion.BeforeSignIn, Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer, Occasion.AfterSignIn, Occasion.TokenIssue);
        Assert.True((await at.In("ana")).IsOk);
        Assert.Equal(
            [
                "PreAuthentication_Authentication", "DefineAuthChallenge_Authentication", "CreateAuthChallenge_Authentication",
                "VerifyAuthChallengeResponse_Authentication", "DefineAuthChallenge_Authentication", "PostAuthentication_Authentication",
                "TokenGeneration_Authentication",
            ],
            at.Functions.Sources);
    }

    [Fact]
    public async Task Who_may_not_try_is_asked_nothing()
    {
        at.Pool.Hook(Occasion.BeforeSignIn, Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer);
        at.Functions.Refuse("PreAuthentication", "Not on Sundays");
        Assert.Equal("UserLambdaValidationException: PreAuthentication failed with error Not on Sundays.", (await at.Begin("ana")).Refusal);
        Assert.Equal(["PreAuthentication_Authentication"], at.Functions.Sources);
    }

    [Fact]
    public async Task A_wrong_answer_is_told_to_the_function_and_the_next_riddle_is_asked()
    {
        var asked = await at.Riddle("ana");
        var again = (await at.Solve("ana", asked.Session, "Paris")).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", again.ChallengeName);
        Assert.NotEqual(asked.Session, again.Session);
        Assert.Equal("ana", again.ChallengeParameters!["USERNAME"]);
        Assert.Equal(["CUSTOM_CHALLENGE:false"], at.Rounds);

        Assert.NotNull((await at.Solve("ana", again.Session)).Ok.AuthenticationResult);
        Assert.Equal(["CUSTOM_CHALLENGE:false", "CUSTOM_CHALLENGE:true"], at.Rounds);
    }

    [Fact]
    public async Task When_the_function_has_enough_it_ends()
    {
        var session = (await at.Riddle("ana")).Session;
        for (var i = 0; i < 2; i++)
            session = (await at.Solve("ana", session, "Paris")).Ok.Session;
        Assert.Equal(Texts.WrongPassword, (await at.Solve("ana", session, "Paris")).Refusal);
    }

    [Fact]
    public async Task However_patient_the_function_is_there_is_an_end()
    {
        at.Functions.Respond("DefineAuthChallenge", """{"challengeName":"CUSTOM_CHALLENGE"}""");
        var session = (await at.Riddle("ana")).Session;
        for (var i = 1; i < Course.Longest; i++)
            session = (await at.Solve("ana", session, "Paris")).Ok.Session;
        Assert.Equal(Texts.WrongPassword, (await at.Solve("ana", session, "Paris")).Refusal);
        Assert.Equal(Course.Longest, at.Rounds.Count);
    }

    [Fact]
    public async Task Even_the_last_riddle_can_be_solved()
    {
        at.Functions.Respond("DefineAuthChallenge", """{"challengeName":"CUSTOM_CHALLENGE"}""");
        var session = (await at.Riddle("ana")).Session;
        for (var i = 1; i < Course.Longest; i++)
            session = (await at.Solve("ana", session, "Paris")).Ok.Session;
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true}""");
        Assert.NotNull((await at.Solve("ana", session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Wrong_answers_lock_nobody_out_of_the_password()
    {
        var app = at.Pool.Client();
        for (var i = 0; i < 12; i++)
            await at.Solve("ana", (await at.Riddle("ana")).Session, "Paris");
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_function_that_wants_nothing_lets_in_at_once()
    {
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true,"failAuthentication":false}""");
        Assert.NotNull((await at.Begin("ana")).Ok.AuthenticationResult);
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true,"failAuthentication":true}""");
        Assert.Equal(Texts.WrongPassword, (await at.Begin("ana")).Refusal);
    }

    [Fact]
    public async Task What_is_to_stay_secret_does_not_reach_the_client()
    {
        var asked = await at.Riddle("ana");
        var text = System.Text.Json.JsonSerializer.Serialize(asked);
        Assert.DoesNotContain(CourseWorld.Answer, text);
        Assert.DoesNotContain("CAPITALS", text);
        Assert.DoesNotContain(CourseWorld.Answer, Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(asked.Session!)));
    }

    [Fact]
    public async Task No_function_can_name_somebody_else()
    {
        at.Functions.Respond("CreateAuthChallenge", """{"publicChallengeParameters":{"USERNAME":"eve"}}""");
        Assert.Equal("ana", (await at.Riddle("ana")).ChallengeParameters!["USERNAME"]);
    }

    [Fact]
    public async Task A_riddle_needs_neither_a_question_nor_a_secret()
    {
        at.Functions.Answer("CreateAuthChallenge", Gatehouse.Triggers.FunctionAnswer.Of);
        at.Functions.Respond("VerifyAuthChallengeResponse", """{"answerCorrect":true}""");
        var asked = await at.Riddle("ana");
        Assert.Equal(Wire.Map(("USERNAME", "ana")), asked.ChallengeParameters);
        Assert.True((await at.Solve("ana", asked.Session, "whatever")).IsOk);
        Assert.Null(at.Asked("DefineAuthChallenge")[^1]["request"]!["session"]![0]!["challengeMetadata"]);
        Assert.Equal("{}", at.Asked("VerifyAuthChallengeResponse")[^1]["request"]!["privateChallengeParameters"]!.ToJsonString());
    }

    [Fact]
    public async Task An_answer_nobody_judged_is_wrong()
    {
        at.Functions.Answer("VerifyAuthChallengeResponse", Gatehouse.Triggers.FunctionAnswer.Of);
        Assert.Equal("CUSTOM_CHALLENGE", (await at.In("ana")).Ok.ChallengeName);
        Assert.Equal(["CUSTOM_CHALLENGE:false"], at.Rounds);
    }

    [Fact]
    public async Task A_riddle_that_has_no_room_in_a_session_is_refused()
    {
        const string text = "InvalidLambdaResponseException: The challenge that CreateAuthChallenge made is too long for a session.";
        at.Functions.Respond("CreateAuthChallenge", $$$"""{"privateChallengeParameters":{"answer":"{{{new string('x', 2_000)}}}"}}""");
        Assert.Equal(text, (await at.Begin("ana")).Refusal);
        at.Functions.Respond("CreateAuthChallenge", $$"""{"challengeMetadata":"{{new string('x', 2_000)}}"}""");
        Assert.Equal(text, (await at.Begin("ana")).Refusal);

        at.Functions.Respond("CreateAuthChallenge", $$$"""{"privateChallengeParameters":{"answer":"{{{new string('x', 1_000)}}}"}}""");
        var asked = await at.Riddle("ana");
        Assert.True(asked.Session!.Length <= 2048);
        Assert.True((await at.Solve("ana", asked.Session, new string('x', 1_000))).IsOk);
    }

    [Fact]
    public async Task Notes_that_grow_from_round_to_round_come_to_an_end()
    {
        at.Functions.Respond("DefineAuthChallenge", """{"challengeName":"CUSTOM_CHALLENGE"}""");
        at.Functions.Respond("CreateAuthChallenge", $$"""{"challengeMetadata":"{{new string('x', 300)}}"}""");
        var session = (await at.Riddle("ana")).Session;
        var rounds = 1;
        for (Said<RespondToAuthChallengeResponse> said; (said = await at.Solve("ana", session, "x")).IsOk; rounds++)
            session = said.Ok.Session;
        Assert.InRange(rounds, 3, 5);
    }

    [Theory]
    [InlineData("DefineAuthChallenge", "{}")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"SESAME"}""")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"custom_challenge"}""")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"PASSWORD_VERIFIER"}""")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"SRP_A"}""")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"SMS_MFA"}""")]
    [InlineData("DefineAuthChallenge", """{"challengeName":"DEVICE_SRP_AUTH"}""")]
    [InlineData("DefineAuthChallenge", """{"issueTokens":"true"}""")]
    [InlineData("DefineAuthChallenge", """{"issueTokens":1}""")]
    [InlineData("DefineAuthChallenge", """{"IssueTokens":true}""")]
    [InlineData("DefineAuthChallenge", """{"issueTokens":true,"userName":"eve"}""")]
    [InlineData("CreateAuthChallenge", """{"publicChallengeParameters":"x"}""")]
    [InlineData("CreateAuthChallenge", """{"publicChallengeParameters":{"x":null}}""")]
    [InlineData("CreateAuthChallenge", """{"privateChallengeParameters":{"x":{}}}""")]
    [InlineData("CreateAuthChallenge", """{"challengeMetadata":{}}""")]
    [InlineData("CreateAuthChallenge", """{"challengeMetaData":"x"}""")]
    [InlineData("VerifyAuthChallengeResponse", """{"answerCorrect":"true"}""")]
    [InlineData("VerifyAuthChallengeResponse", """{"answerCorrect":true,"issueTokens":true}""")]
    public async Task An_answer_that_cannot_be_meant_lets_nobody_in(string trigger, string response)
    {
        at.Functions.Respond(trigger, response);
        var said = await at.Begin("ana");
        Assert.Equal(CourseWorld.NotUnderstood, said.IsOk ? (await at.Solve("ana", said.Ok.Session)).Refusal : said.Refusal);
    }

    [Theory]
    [InlineData("DefineAuthChallenge")]
    [InlineData("CreateAuthChallenge")]
    [InlineData("VerifyAuthChallengeResponse")]
    public async Task The_words_of_a_function_that_says_no_reach_the_client(string trigger)
    {
        at.Functions.Refuse(trigger, "The lake is frozen");
        var said = await at.Begin("ana");
        Assert.Equal(
            $"UserLambdaValidationException: {trigger} failed with error The lake is frozen.",
            said.IsOk ? (await at.Solve("ana", said.Ok.Session)).Refusal : said.Refusal);
    }

    [Theory]
    [InlineData(Occasion.SignInCourse)]
    [InlineData(Occasion.RiddleMaking)]
    [InlineData(Occasion.RiddleAnswer)]
    public async Task Where_a_function_is_missing_nobody_comes_far(Occasion missing)
    {
        at.Pool.Hook([.. new[] { Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer }.Where(one => one != missing)]);
        Assert.Equal(CourseWorld.Unguided, (await at.Begin("ana")).Refusal);
        Assert.Equal(CourseWorld.Unguided, (await at.Hiding().Begin("nobody")).Refusal);
    }

    [Fact]
    public async Task An_application_that_may_not_does_not()
    {
        at.Through(at.Pool.Client());
        Assert.Equal("InvalidParameterException: CUSTOM_AUTH flow not enabled for this client", (await at.Begin("ana")).Refusal);
        Assert.Equal(
            "InvalidParameterException: Auth flow not enabled for this client", (await at.App.AdminInitiate("CUSTOM_AUTH", ("USERNAME", "ana"))).Refusal);
        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task What_is_needed_is_missed()
    {
        Assert.Equal("InvalidParameterException: Missing required parameter USERNAME", (await at.App.Initiate("CUSTOM_AUTH")).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter SRP_A", (await at.Begin("ana", ("CHALLENGE_NAME", "SRP_A"))).Refusal);
        var session = (await at.Riddle("ana")).Session;
        Assert.Equal("InvalidParameterException: Missing required parameter USERNAME", (await at.App.Respond("CUSTOM_CHALLENGE", session, ("ANSWER", "x"))).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter ANSWER", (await at.App.Respond("CUSTOM_CHALLENGE", session, ("USERNAME", "ana"))).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter Session", (await at.Solve("ana", null)).Refusal);
        Assert.True((await at.Solve("ana", session)).IsOk);
    }

    [Fact]
    public async Task A_client_with_a_secret_proves_it_in_both_calls()
    {
        at.Through(at.Pool.SecretClient(client => client with { Ways = SignInWays.Custom }));
        Assert.True((await at.In("ana")).IsOk);

        var session = (await at.Riddle("ana")).Session;
        var wrong = await at.App.Respond("CUSTOM_CHALLENGE", session, ("USERNAME", "ana"), ("ANSWER", CourseWorld.Answer), ("SECRET_HASH", at.App.HashOf("eve")!));
        Assert.Equal($"NotAuthorizedException: Unable to verify secret hash for client {at.App.Id}", wrong.Refusal);
        Assert.True((await at.Solve("ana", session)).IsOk);
    }

    [Fact]
    public async Task A_server_that_signs_its_calls_goes_the_same_way()
    {
        var asked = (await at.App.AdminInitiate("CUSTOM_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", asked.ChallengeName);
        var done = (await at.World.Call(at.World.Op<AdminRespondToAuthChallenge>(), new()
        {
            UserPoolId = at.Pool.Id, ClientId = at.App.Id, ChallengeName = "CUSTOM_CHALLENGE", Session = asked.Session,
            ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("ANSWER", CourseWorld.Answer)), ClientMetadata = Wire.Map(("step", "2")),
        })).Ok;
        Assert.NotNull(done.AuthenticationResult!.AccessToken);
        Assert.All(
            at.Functions.Asked.TakeLast(2), one => Assert.Equal("2", (string?)one["request"]!["clientMetadata"]!["step"]));
    }
}
