using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>PreAuthentication and PostAuthentication, in every way of signing in.</summary>
public sealed class SignInFunctionTests
{
    private readonly FunctionWorld at = new(Occasion.BeforeSignIn, Occasion.AfterSignIn, Occasion.TokenIssue);
    private readonly TestUser ana;

    public SignInFunctionTests() => ana = at.Pool.User("ana", "ana@example.com");

    [Fact]
    public async Task A_sign_in_asks_before_then_after_then_of_the_tokens()
    {
        Assert.True((await at.App.SignIn("ana")).IsOk);
        Assert.Equal(["PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_Authentication"], at.Functions.Sources);
    }

    [Fact]
    public async Task Before_a_sign_in_the_function_gets_what_was_sent_along_as_evidence()
    {
        at.Functions.Refuse("PreAuthentication", "Not on Sundays");
        var said = await Begin(("USERNAME", "ana"), ("PASSWORD", World.Password));
        Assert.Equal("UserLambdaValidationException: PreAuthentication failed with error Not on Sundays.", said.Refusal);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"PreAuthentication_Authentication",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED","email":"ana@example.com","email_verified":"true"},
             "validationData":{"shop":"7"}},"response":{}}
            """, ("SUB", ana.Sub));
    }

    [Fact]
    public async Task After_a_sign_in_what_began_it_is_not_handed_on()
    {
        at.Functions.Refuse("PostAuthentication", "Go away");
        var said = await Begin(("USERNAME", "ana"), ("PASSWORD", World.Password));
        Assert.Equal("UserLambdaValidationException: PostAuthentication failed with error Go away.", said.Refusal);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"PostAuthentication_Authentication",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED","email":"ana@example.com","email_verified":"true"},
             "newDeviceUsed":false},"response":{}}
            """, ("SUB", ana.Sub));
    }

    [Fact]
    public async Task The_function_is_asked_before_the_password_is_looked_at()
    {
        await at.App.SignIn("ana", World.Wrong);
        Assert.Equal(["PreAuthentication_Authentication"], at.Functions.Sources);

        at.Functions.Refuse("PreAuthentication", "No");
        var checks = at.World.Hasher.Checks;
        await at.App.SignIn("ana", World.Wrong);
        Assert.Equal(checks, at.World.Hasher.Checks);
    }

    [Fact]
    public async Task By_SRP_the_first_function_is_asked_at_the_beginning_and_the_others_at_the_end()
    {
        var srp = new SrpSignIn(at.App);
        var asked = await srp.Begin("ana");
        Assert.Equal(["PreAuthentication_Authentication"], at.Functions.Sources);
        Assert.True((await srp.Answer(srp.Answers(asked, World.Password))).IsOk);
        Assert.Equal(["PostAuthentication_Authentication", "TokenGeneration_Authentication"], at.Functions.Sources.Skip(1));

        at.Functions.Refuse("PreAuthentication", "No");
        Assert.Equal(
            "UserLambdaValidationException: PreAuthentication failed with error No.",
            (await at.App.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", new SrpProver().A))).Refusal);
    }

    [Fact]
    public async Task What_answers_a_challenge_sends_along_reaches_the_functions_after_it()
    {
        await at.Pool.Create("bob", request => request with { TemporaryPassword = World.Password, MessageAction = MessageActionType.SUPPRESS });
        var asked = (await at.App.SignIn("bob")).Ok;
        var done = await at.World.Call(at.World.Op<RespondToAuthChallenge>(), new()
        {
            ClientId = at.App.Id, ChallengeName = asked.ChallengeName!, Session = asked.Session, ClientMetadata = Wire.Map(("step", "2")),
            ChallengeResponses = Wire.Map(("USERNAME", "bob"), ("NEW_PASSWORD", World.Another)),
        });
        Assert.True(done.IsOk);
        Assert.Equal(
            ["PreAuthentication_Authentication", "PostAuthentication_Authentication", "TokenGeneration_NewPasswordChallenge"], at.Functions.Sources);
        Assert.All(at.Functions.Asked.Skip(1), request => Assert.Equal("2", (string?)request["request"]!["clientMetadata"]!["step"]));
    }

    [Fact]
    public async Task A_refresh_asks_of_the_tokens_alone()
    {
        var tokens = await at.App.TokensOf("ana");
        Assert.True((await at.App.Refresh(tokens.RefreshToken!)).IsOk);
        Assert.Equal(["TokenGeneration_RefreshTokens"], at.Functions.Sources.Skip(3));

        at.Functions.Refuse("TokenGeneration", "No");
        Assert.Equal(
            "UserLambdaValidationException: PreTokenGeneration failed with error No.", (await at.App.Refresh(tokens.RefreshToken!)).Refusal);
    }

    [Fact]
    public async Task An_exchange_that_is_refused_costs_no_refresh_token()
    {
        var app = at.Pool.Client(client => client with { RotationGrace = TimeSpan.Zero });
        var tokens = await app.TokensOf("ana");
        Task<Said<GetTokensFromRefreshTokenResponse>> Exchange() => at.World.Call(at.World.Op<GetTokensFromRefreshToken>(), new()
        {
            ClientId = app.Id, RefreshToken = tokens.RefreshToken!, ClientMetadata = Wire.Map(("k", "v")),
        });

        at.Functions.Refuse("TokenGeneration", "No");
        Assert.Equal("UserLambdaValidationException: PreTokenGeneration failed with error No.", (await Exchange()).Refusal);
        at.Functions.Answer("TokenGeneration", Gatehouse.Triggers.FunctionAnswer.Of);
        Assert.True((await Exchange()).IsOk);
        Assert.Equal("v", (string?)at.Functions.Last["request"]!["clientMetadata"]!["k"]);
    }

    [Fact]
    public async Task Who_is_refused_after_the_proof_has_no_session()
    {
        at.Functions.Refuse("TokenGeneration", "No");
        Assert.False((await at.App.SignIn("ana")).IsOk);
        at.Functions.Refuse("PostAuthentication", "No");
        Assert.False((await at.App.SignIn("ana")).IsOk);
        Assert.Empty(await at.SessionsOf(ana));
    }

    [Fact]
    public async Task Nobody_is_asked_about_those_who_are_not_there_unless_that_is_hidden()
    {
        await at.App.SignIn("nobody");
        Assert.Empty(at.Functions.Asked);

        var hiding = at.Pool.Client(client => client with { HidesUnknownUsers = true });
        Assert.Equal("NotAuthorizedException: Incorrect username or password.", (await hiding.SignIn("nobody")).Refusal);
        Assert.Equal("nobody", (string?)at.Functions.Last["userName"]);
        Assert.Equal("""{"userAttributes":{},"userNotFound":true}""", at.Functions.Last["request"]!.ToJsonString());
        await hiding.SignIn("ana", World.Wrong);
        Assert.Equal("false", at.Functions.Last["request"]!["userNotFound"]!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_is_asked_inside_a_lock()
    {
        for (var i = 0; i < 5; i++)
            await at.App.SignIn("ana", World.Wrong);
        Assert.Equal(5, at.Functions.Asked.Count);
        Assert.Equal("NotAuthorizedException: Password attempts exceeded", (await at.App.SignIn("ana")).Refusal);
        Assert.Equal(5, at.Functions.Asked.Count);
    }

    [Fact]
    public async Task What_the_function_changes_of_the_person_is_in_their_tokens()
    {
        at.Functions.Do("PostAuthentication", async () => Assert.True((await at.Pool.Update("ana", ("name", "Ana of the hills"))).IsOk));
        var tokens = await at.App.TokensOf("ana");
        Assert.Equal("Ana of the hills", FunctionWorld.Claims(tokens.IdToken).GetProperty("name").ToString());
        Assert.Equal("Ana of the hills", (string?)at.Functions.Last["request"]!["userAttributes"]!["name"]);
    }

    [Theory]
    [InlineData("PostAuthentication")]
    [InlineData("TokenGeneration")]
    public async Task Whose_password_is_replaced_while_a_function_thinks_is_not_let_in_by_the_old_one(string trigger)
    {
        at.Functions.Do(trigger, async () =>
        {
            at.World.Wait(TimeSpan.FromSeconds(1));
            Assert.True((await at.Pool.SetPassword("ana", World.Another)).IsOk);
        });
        Assert.Equal("NotAuthorizedException: Incorrect username or password.", (await at.App.SignIn("ana")).Refusal);
        Assert.Empty(await at.SessionsOf(ana));
    }

    [Theory]
    [InlineData("PostAuthentication")]
    [InlineData("TokenGeneration")]
    public async Task Who_is_kept_out_or_deleted_while_a_function_thinks_is_not_let_in(string trigger)
    {
        at.Functions.Do(trigger, async () => Assert.True((await at.Pool.Disable("ana")).IsOk));
        Assert.Equal("NotAuthorizedException: User is disabled.", (await at.App.SignIn("ana")).Refusal);

        at.Pool.User("bob");
        at.Functions.Do(trigger, async () => Assert.True((await at.Pool.Delete("bob")).IsOk));
        Assert.Equal("NotAuthorizedException: User is disabled.", (await at.App.SignIn("bob")).Refusal);
        Assert.Empty(await at.SessionsOf(ana));
    }

    [Fact]
    public async Task A_server_that_signs_its_calls_is_an_application_too()
    {
        Assert.True((await at.App.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).IsOk);
        Assert.Equal(3, at.Functions.Asked.Count);
        Assert.All(at.Functions.Asked, request => Assert.Equal(at.App.Id, (string?)request["callerContext"]!["clientId"]));
    }

    [Fact]
    public async Task A_response_with_members_where_there_are_none_is_not_understood()
    {
        at.Functions.Respond("PreAuthentication", """{"issueTokens":true}""");
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignIn("ana")).Refusal);
    }

    [Fact]
    public async Task Where_the_person_chooses_the_first_function_is_asked_before_the_choice_and_once()
    {
        at.App.Change(client => client with { Ways = SignInWays.Choice });
        var asked = (await at.App.Initiate("USER_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Equal("SELECT_CHALLENGE", asked.ChallengeName);
        Assert.Equal(["PreAuthentication_Authentication"], at.Functions.Sources);
        Assert.True((await at.App.Respond(
            "SELECT_CHALLENGE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).IsOk);
        Assert.Equal(["PostAuthentication_Authentication", "TokenGeneration_Authentication"], at.Functions.Sources.Skip(1));

        at.Functions.Refuse("PreAuthentication", "No");
        Assert.Equal(
            "UserLambdaValidationException: PreAuthentication failed with error No.", (await at.App.Initiate("USER_AUTH", ("USERNAME", "ana"))).Refusal);
    }

    private Task<Said<InitiateAuthResponse>> Begin(params (string Name, string Value)[] parameters) => at.World.Call(at.World.Op<InitiateAuth>(), new()
    {
        ClientId = at.App.Id, AuthFlow = AuthFlowType.USER_PASSWORD_AUTH, AuthParameters = Wire.Map(parameters), ClientMetadata = Wire.Map(("shop", "7")),
    });
}
