using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>UserMigration: people who come over when they first sign in, or have forgotten their password.</summary>
public sealed class MigrationFunctionTests
{
    private const string Known = """{"userAttributes":{"email":"ana@example.com","email_verified":"true","name":"Ana"},"finalUserStatus":"CONFIRMED","messageAction":"SUPPRESS"}""";
    private readonly FunctionWorld at = new(Occasion.Migration);

    public MigrationFunctionTests() => at.Functions.Respond("UserMigration", Known);

    [Fact]
    public async Task Who_is_not_there_is_asked_about_with_name_and_password()
    {
        await at.World.Call(at.World.Op<InitiateAuth>(), new()
        {
            ClientId = at.App.Id, AuthFlow = AuthFlowType.USER_PASSWORD_AUTH, ClientMetadata = Wire.Map(("shop", "7")),
            AuthParameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", "old")),
        });
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"UserMigration_Authentication",
             "request":{"password":"old","validationData":{"shop":"7"}},
             "response":{"userAttributes":null,"finalUserStatus":null,"messageAction":null,"desiredDeliveryMediums":null,"forceAliasCreation":null,"enableSMSMFA":null}}
            """);
    }

    [Fact]
    public async Task Who_is_known_is_added_and_signed_in_by_the_password_they_have_whatever_the_policy()
    {
        Assert.NotNull((await at.App.SignIn("ana", "old")).Ok.AuthenticationResult);
        var ana = at.Pool.Find("ana")!;
        Assert.Equal((UserStatus.Confirmed, "ana@example.com", "true", "Ana"), (ana.Status, ana["email"], ana["email_verified"], ana["name"]));
        Assert.True((await at.App.SignIn("ana", "old")).IsOk);
        Assert.False((await at.App.SignIn("ana", "other")).IsOk);
        Assert.Single(at.Functions.Asked);
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task Who_came_over_can_sign_in_by_SRP_and_from_a_server()
    {
        Assert.True((await at.App.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).IsOk);
        Assert.True((await new SrpSignIn(at.App).Try("ana", World.Password)).IsOk);
    }

    [Fact]
    public async Task By_SRP_nobody_comes_over()
    {
        Assert.Equal(
            "UserNotFoundException: User does not exist.",
            (await at.App.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", new SrpProver().A))).Refusal);
        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task A_person_who_must_reset_is_added_and_told_so()
    {
        at.Functions.Respond("UserMigration", Known.Replace("CONFIRMED", "RESET_REQUIRED", StringComparison.Ordinal));
        Assert.Equal("PasswordResetRequiredException: Password reset required for the user", (await at.App.SignIn("ana", "old")).Refusal);
        Assert.True((await at.App.Forgot("ana")).IsOk);
        Assert.True((await at.App.ConfirmForgot("ana", at.World.CodeTo("ana@example.com"))).IsOk);
        Assert.True((await at.App.SignIn("ana", World.Another)).IsOk);
    }

    [Fact]
    public async Task A_function_that_says_no_is_heard_and_the_try_counts_as_a_wrong_password()
    {
        at.Functions.Refuse("UserMigration", "Bad password");
        for (var i = 0; i < 5; i++)
            Assert.Equal("UserLambdaValidationException: UserMigration failed with error Bad password.", (await at.App.SignIn("ana", "bad")).Refusal);
        Assert.Equal("NotAuthorizedException: Password attempts exceeded", (await at.App.SignIn("ana", "bad")).Refusal);
        Assert.Equal(5, at.Functions.Asked.Count);
        Assert.Null(at.Pool.Find("ana"));
    }

    [Fact]
    public async Task Where_strangers_are_hidden_so_is_what_the_function_says_of_them()
    {
        at.App.Change(client => client with { HidesUnknownUsers = true });
        at.Functions.Refuse("UserMigration", "Bad password");
        Assert.Equal("NotAuthorizedException: Incorrect username or password.", (await at.App.SignIn("ana", "bad")).Refusal);
        Assert.True((await at.App.Forgot("ana")).IsOk);
        Assert.Equal(2, at.Functions.Asked.Count);
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task A_function_that_fails_is_told_of_and_counts_for_nothing()
    {
        at.Functions.Respond("UserMigration", "[]");
        for (var i = 0; i < 7; i++)
            Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignIn("ana", "old")).Refusal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"userAttributes":null}""")]
    public async Task Whom_the_function_does_not_know_nobody_knows(string response)
    {
        at.Functions.Respond("UserMigration", response);
        Assert.Equal("UserNotFoundException: User does not exist.", (await at.App.SignIn("ana", "old")).Refusal);
        Assert.Equal("UserNotFoundException: Username/client id combination not found.", (await at.App.Forgot("ana")).Refusal);
    }

    [Theory]
    [InlineData("""{"userAttributes":{"email":7}}""")]
    [InlineData("""{"userAttributes":{"email":null}}""")]
    [InlineData("""{"userAttributes":{},"finalUserStatus":"UNCONFIRMED"}""")]
    [InlineData("""{"userAttributes":{},"messageAction":"SHOUT"}""")]
    [InlineData("""{"userAttributes":{},"desiredDeliveryMediums":["PIGEON"]}""")]
    [InlineData("""{"userAttributes":{},"desiredDeliveryMediums":"EMAIL"}""")]
    [InlineData("""{"userAttributes":{},"enableSMSMFA":true}""")]
    [InlineData("""{"userAttributes":{"phone_number":"+491701234567"},"enableSMSMFA":true}""")]
    [InlineData("""{"userAttributes":{},"password":"x"}""")]
    public async Task What_cannot_be_meant_adds_nobody(string response)
    {
        at.Functions.Respond("UserMigration", response);
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignIn("ana", "old")).Refusal);
        Assert.Null(at.Pool.Find("ana"));
    }

    [Theory]
    [InlineData("""{"userAttributes":{"no_such":"x"}}""", "Attributes did not conform to the schema: Type for attribute {no_such} could not be determined")]
    [InlineData("""{"userAttributes":{"sub":"x"}}""", "user.sub: Attribute cannot be updated.")]
    [InlineData("""{"userAttributes":{"email":"nonsense"}}""", "Invalid email address format.")]
    public async Task Attributes_must_be_those_of_the_pool(string response, string sentence)
    {
        at.Functions.Respond("UserMigration", response);
        Assert.Equal($"InvalidParameterException: {sentence}", (await at.App.SignIn("ana", "old")).Refusal);
        Assert.Null(at.Pool.Find("ana"));
    }

    [Fact]
    public async Task Text_messages_become_the_second_factor_where_the_function_says_so()
    {
        at.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.Sms] });
        at.Functions.Respond("UserMigration", """{"userAttributes":{"phone_number":"+491701234567","phone_number_verified":"true"},"enableSMSMFA":true}""");
        var asked = (await at.App.SignIn("ana", "old")).Ok;
        Assert.Equal("SMS_MFA", asked.ChallengeName);
        Assert.True((await at.App.Answer("ana", asked, at.World.CodeTo("+491701234567"))).IsOk);
    }

    [Fact]
    public async Task Where_the_address_is_the_name_the_person_has_an_identifier_of_their_own()
    {
        at.Pool.Change(pool => pool with { Names = new() { InsteadOfUsername = ["email"] } });
        Assert.True((await at.App.SignIn("ana@example.com", "old")).IsOk);
        var ana = at.Pool.Find("ana@example.com")!;
        Assert.Equal(ana.Sub, ana.Username);
        Assert.Equal("ana@example.com", (string?)at.Functions.Last["userName"]);
    }

    [Fact]
    public async Task An_alias_that_is_taken_stays_with_who_has_it_unless_it_is_moved()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["email"] } });
        var bob = at.Pool.User("bob", "ana@example.com");
        Assert.Equal("InvalidParameterException: An account with the given email already exists.", (await at.App.SignIn("ana", "old")).Refusal);
        Assert.Null(at.Pool.Find("ana"));

        at.Functions.Respond("UserMigration", Known.Replace("{\"userAttributes\"", "{\"forceAliasCreation\":true,\"userAttributes\"", StringComparison.Ordinal));
        Assert.True((await at.App.SignIn("ana", "old")).IsOk);
        Assert.Equal("false", bob["email_verified"]);
        Assert.Equal("ana", at.Pool.Find("ana@example.com")!.Username);
    }

    [Fact]
    public async Task Of_many_first_sign_ins_at_once_one_adds_the_person_and_all_come_in()
    {
        var (all, came) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        at.Functions.Answer("UserMigration", async request =>
        {
            if (Interlocked.Increment(ref came) == 8)
                all.SetResult();
            await all.Task;
            request["response"] = System.Text.Json.Nodes.JsonNode.Parse(Known);
            return Gatehouse.Triggers.FunctionAnswer.Of(request);
        });
        var said = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => at.App.SignIn("ana", "old")));
        Assert.All(said, one => Assert.NotNull(one.Ok.AuthenticationResult));
        Assert.Single((await at.Pool.List()).Ok.Users!);
    }

    [Fact]
    public async Task Who_has_forgotten_the_password_comes_over_without_one()
    {
        var said = await at.World.Call(at.World.Op<ForgotPassword>(), new() { ClientId = at.App.Id, Username = "ana", ClientMetadata = Wire.Map(("k", "v")) });
        Assert.Equal("a***@e***", said.Ok.CodeDeliveryDetails!.Destination);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"UserMigration_ForgotPassword",
             "request":{"clientMetadata":{"k":"v"}},
             "response":{"userAttributes":null,"finalUserStatus":null,"messageAction":null,"desiredDeliveryMediums":null,"forceAliasCreation":null,"enableSMSMFA":null}}
            """);
        Assert.Equal((UserStatus.ResetRequired, null), (at.Pool.Find("ana")!.Status, at.Pool.Find("ana")!.State.Password));
        Assert.True((await at.App.ConfirmForgot("ana", at.World.CodeTo("ana@example.com"))).IsOk);
        Assert.True((await at.App.SignIn("ana", World.Another)).IsOk);
        Assert.Single(at.Functions.Asked);
    }

    [Fact]
    public async Task Without_a_proven_address_the_person_comes_over_and_gets_no_code()
    {
        at.Functions.Respond("UserMigration", """{"userAttributes":{"email":"ana@example.com"}}""");
        Assert.Equal(
            "InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number",
            (await at.App.Forgot("ana")).Refusal);
        Assert.NotNull(at.Pool.Find("ana"));
    }

    [Fact]
    public async Task The_password_is_nowhere_kept_of_the_call()
    {
        await at.App.SignIn("ana", "topsecret-old");
        var run = Assert.Single(at.World.Get<Gatehouse.Triggers.FunctionRuns>().Of(at.Pool.Id));
        Assert.DoesNotContain("topsecret", run.Event + run.Answer, StringComparison.Ordinal);
        Assert.False(run.CanReplay);
    }

    [Fact]
    public async Task The_function_before_sign_ins_is_asked_of_strangers_that_are_hidden_and_before_they_come_over()
    {
        at.Pool.Hook(Occasion.BeforeSignIn, Occasion.Migration);
        at.App.Change(client => client with { HidesUnknownUsers = true });
        Assert.True((await at.App.SignIn("ana", "old")).IsOk);
        Assert.Equal(["PreAuthentication_Authentication", "UserMigration_Authentication"], at.Functions.Sources);
    }
}
