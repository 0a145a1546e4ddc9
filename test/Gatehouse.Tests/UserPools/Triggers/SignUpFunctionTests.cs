using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>PreSignUp and PostConfirmation, at every operation that asks them.</summary>
public sealed class SignUpFunctionTests
{
    private readonly FunctionWorld at = new(Occasion.BeforeSignUp, Occasion.AfterConfirmation);

    [Fact]
    public async Task A_sign_up_asks_with_what_was_given_and_nothing_else()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"PreSignUp_SignUp",
             "request":{"userAttributes":{"email":"ana@example.com"},"validationData":null},
             "response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}
            """);
    }

    [Fact]
    public async Task What_the_client_sends_along_is_handed_on()
    {
        await SignUpWith("ana");
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"PreSignUp_SignUp",
             "request":{"userAttributes":{},"validationData":{"captcha":"XYZ"},"clientMetadata":{"shop":"7"}},
             "response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}
            """);
    }

    [Fact]
    public async Task A_pool_without_the_function_asks_nobody()
    {
        at.Pool.Hook(Occasion.AfterSignIn);
        Assert.True((await at.App.SignUp("ana")).IsOk);
        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task Where_the_address_is_the_name_the_function_is_told_the_identifier()
    {
        at.Pool.Change(pool => pool with { Names = new() { InsteadOfUsername = ["email"] } });
        var sub = (await at.App.SignUp("ana@example.com")).Ok.UserSub!;
        Assert.Equal(sub, (string?)at.Functions.Last["userName"]);
        Assert.Equal("ana@example.com", (string?)at.Functions.Last["request"]!["userAttributes"]!["email"]);
    }

    [Fact]
    public async Task A_function_that_says_no_keeps_people_out_and_its_words_are_told()
    {
        at.Functions.Refuse("PreSignUp", "Only people of the village");
        Assert.Equal(
            "UserLambdaValidationException: PreSignUp failed with error Only people of the village.", (await at.App.SignUp("ana")).Refusal);
        Assert.Null(at.Pool.Find("ana"));
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task Nobody_is_asked_about_a_sign_up_that_fails_anyhow()
    {
        at.Pool.User("bob");
        Assert.False((await at.App.SignUp("bob")).IsOk);
        Assert.False((await at.App.SignUp("ana", "weak-password")).IsOk);
        Assert.False((await at.App.SignUp("ana", World.Password, ("no_such", "x"))).IsOk);
        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task Who_is_confirmed_by_the_function_gets_no_code_and_may_sign_in()
    {
        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":true,"autoVerifyEmail":false,"autoVerifyPhone":false}""");
        var answer = (await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"))).Ok;
        Assert.True(answer.UserConfirmed);
        Assert.Null(answer.CodeDeliveryDetails);
        Assert.Empty(at.World.Sent());
        Assert.Equal("false", at.Pool.Find("ana")!["email_verified"]);
        Assert.True((await at.App.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task Who_is_confirmed_by_the_function_is_told_of_to_the_next_one()
    {
        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":true,"autoVerifyEmail":true}""");
        var answer = await SignUpWith("ana", ("email", "ana@example.com"));
        Assert.Equal(["PreSignUp_SignUp", "PostConfirmation_ConfirmSignUp"], at.Functions.Sources);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"PostConfirmation_ConfirmSignUp",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED","email":"ana@example.com","email_verified":"true"},
             "clientMetadata":{"shop":"7"}},"response":{}}
            """, ("SUB", answer.Ok.UserSub!));
    }

    [Fact]
    public async Task A_proven_address_becomes_a_name_and_is_taken_from_who_had_it()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["email"] } });
        var before = at.Pool.User("bob", "shared@example.com");
        at.Functions.Respond("PreSignUp", """{"autoVerifyEmail":true}""");
        var answer = (await at.App.SignUp("ana", World.Password, ("email", "shared@example.com"))).Ok;

        Assert.False(answer.UserConfirmed);
        Assert.Null(answer.CodeDeliveryDetails);
        Assert.Equal(answer.UserSub, at.Pool.Find("shared@example.com")!.Sub);
        Assert.Equal("false", before["email_verified"]);
        Assert.Equal(["PreSignUp_SignUp"], at.Functions.Sources);
    }

    [Theory]
    [InlineData("""{"autoVerifyEmail":true}""")]
    [InlineData("""{"autoConfirmUser":true,"autoVerifyPhone":true}""")]
    [InlineData("""{"autoConfirmUser":"true"}""")]
    [InlineData("""{"autoConfirmUser":1}""")]
    [InlineData("""{"AutoConfirmUser":true}""")]
    [InlineData("""{"failAuthentication":true}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"yes\"")]
    public async Task A_response_that_cannot_be_meant_refuses_the_sign_up(string response)
    {
        at.Functions.Respond("PreSignUp", response);
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.SignUp("ana")).Refusal);
        Assert.Null(at.Pool.Find("ana"));
    }

    [Fact]
    public async Task What_a_response_leaves_open_stays_as_usual()
    {
        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":null}""");
        Assert.False((await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"))).Ok.UserConfirmed);
        Assert.Single(at.World.Sent());
    }

    [Fact]
    public async Task A_function_that_nobody_knows_the_place_of_fails_and_is_never_passed_over()
    {
        var world = new World(with: services => Microsoft.Extensions.DependencyInjection.Extensions.ServiceCollectionDescriptorExtensions.RemoveAll<Gatehouse.Triggers.IFunction>(services));
        var pool = world.Pool();
        pool.Hook(Occasion.BeforeSignUp);
        Assert.Equal(
            "UnexpectedLambdaException: PreSignUp invocation failed due to error AccessDeniedException.", (await pool.Client().SignUp("ana")).Refusal);
    }

    [Fact]
    public async Task Two_who_want_one_name_while_the_function_thinks_do_not_both_get_it()
    {
        var second = new TaskCompletionSource();
        var isFirst = true;
        at.Functions.Do("PreSignUp", async () =>
        {
            if (isFirst)
            {
                isFirst = false;
                Assert.True((await at.App.SignUp("ana")).IsOk);
                second.SetResult();
            }
        });
        Assert.Equal("UsernameExistsException: User already exists", (await at.App.SignUp("ana")).Refusal);
        Assert.True(second.Task.IsCompleted);
    }

    [Fact]
    public async Task An_invitation_asks_and_heeds_nothing_but_no()
    {
        at.Functions.Respond("PreSignUp", """{"autoConfirmUser":true,"autoVerifyEmail":true}""");
        var made = (await at.Pool.Create("ana", request => request with
        {
            UserAttributes = Wire.List(("email", "ana@example.com")), ClientMetadata = Wire.Map(("by", "hr")), ValidationData = Wire.List(("floor", "2")),
        })).Ok;
        Assert.Equal("FORCE_CHANGE_PASSWORD", made.User!.UserStatus);
        Assert.Equal("false", at.Pool.Find("ana")!["email_verified"]);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"CLIENT_ID_NOT_APPLICABLE"},"triggerSource":"PreSignUp_AdminCreateUser",
             "request":{"userAttributes":{"email":"ana@example.com"},"validationData":{"floor":"2"},"clientMetadata":{"by":"hr"}},
             "response":{"autoConfirmUser":false,"autoVerifyEmail":false,"autoVerifyPhone":false}}
            """);

        at.Functions.Refuse("PreSignUp", "Not that one");
        Assert.Equal("UserLambdaValidationException: PreSignUp failed with error Not that one.", (await at.Pool.Create("eve")).Refusal);
        Assert.Null(at.Pool.Find("eve"));
    }

    [Fact]
    public async Task An_invitation_that_is_sent_again_asks_nobody()
    {
        await at.Pool.Create("ana", request => request with { UserAttributes = Wire.List(("email", "ana@example.com")) });
        Assert.True((await at.Pool.Create("ana", request => request with { MessageAction = MessageActionType.RESEND })).IsOk);
        Assert.Single(at.Functions.Asked);
    }

    [Fact]
    public async Task A_confirmation_is_told_once_it_is_stored()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        var status = UserStatus.Unconfirmed;
        at.Functions.Do("PostConfirmation", () =>
        {
            status = at.Pool.Find("ana")!.Status;
            return Task.CompletedTask;
        });
        var confirmed = await at.World.Call(at.World.Op<ConfirmSignUp>(), new()
        {
            ClientId = at.App.Id, Username = "ana", ConfirmationCode = at.World.CodeTo("ana@example.com"), ClientMetadata = Wire.Map(("shop", "7")),
        });
        Assert.True(confirmed.IsOk);
        Assert.Equal(UserStatus.Confirmed, status);
        Assert.Equal("PostConfirmation_ConfirmSignUp", at.Functions.Sources[^1]);
        Assert.Equal("""{"shop":"7"}""", at.Functions.Last["request"]!["clientMetadata"]!.ToJsonString());
    }

    [Fact]
    public async Task A_function_that_fails_after_a_confirmation_does_not_undo_it()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        at.Functions.Refuse("PostConfirmation", "No room");
        Assert.Equal(
            "UserLambdaValidationException: PostConfirmation failed with error No room.",
            (await at.App.Confirm("ana", at.World.CodeTo("ana@example.com"))).Refusal);
        Assert.Equal(UserStatus.Confirmed, at.Pool.Find("ana")!.Status);
    }

    [Fact]
    public async Task A_wrong_code_tells_nobody()
    {
        await at.App.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.False((await at.App.Confirm("ana", "no code")).IsOk);
        Assert.DoesNotContain("PostConfirmation_ConfirmSignUp", at.Functions.Sources);
    }

    [Fact]
    public async Task An_administrators_word_is_told_of_without_a_client()
    {
        await at.App.SignUp("ana");
        Assert.True((await at.Pool.Confirm("ana")).IsOk);
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":null},"triggerSource":"PostConfirmation_ConfirmSignUp",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"CONFIRMED"}},"response":{}}
            """, ("SUB", at.Pool.Find("ana")!.Sub));
        at.Functions.Refuse("PostConfirmation", "No");
        await at.App.SignUp("bob");
        Assert.Equal("UserLambdaValidationException: PostConfirmation failed with error No.", (await at.Pool.Confirm("bob")).Refusal);
    }

    [Fact]
    public async Task A_recovered_password_is_told_of_by_a_source_of_its_own()
    {
        at.Pool.User("ana", "ana@example.com");
        await at.App.Forgot("ana");
        Assert.True((await at.App.ConfirmForgot("ana", at.World.CodeTo("ana@example.com"))).IsOk);
        Assert.Equal(["PostConfirmation_ConfirmForgotPassword"], at.Functions.Sources);

        at.Functions.Refuse("PostConfirmation", "Closed");
        at.World.Wait(TimeSpan.FromMinutes(1));
        await at.App.Forgot("ana");
        Assert.Equal(
            "UserLambdaValidationException: PostConfirmation failed with error Closed.",
            (await at.App.ConfirmForgot("ana", at.World.CodeTo("ana@example.com"), "A-third-horse-9")).Refusal);
        Assert.True((await at.App.SignIn("ana", "A-third-horse-9")).IsOk);
    }

    [Fact]
    public async Task Aliases_and_identities_stand_among_the_attributes()
    {
        at.Pool.Change(pool => pool with { Names = new() { Aliases = ["email", "phone_number"] } });
        var since = at.World.Now;
        at.Pool.User("ana", "ana@example.com", "+491701234567", with: state => state with
        {
            Identities = [new LinkedIdentity("Google", ProviderType.Google, null, "117912944878954244147", since)],
            Attributes = new SortedDictionary<string, string>(state.Attributes.ToDictionary(), StringComparer.Ordinal) { ["phone_number_verified"] = "false" },
        });
        await at.App.Forgot("ana");
        await at.App.ConfirmForgot("ana", at.World.CodeTo("ana@example.com"));
        var attributes = at.Functions.Last["request"]!["userAttributes"]!.AsObject();
        Assert.Equal(
            ["sub", "cognito:email_alias", "cognito:phone_number_alias", "cognito:user_status", "identities", "email", "email_verified", "phone_number", "phone_number_verified"],
            attributes.Select(attribute => attribute.Key));
        Assert.Equal("ana@example.com", (string?)attributes["cognito:email_alias"]);
        Assert.Equal(
            $$"""[{"userId":"117912944878954244147","providerName":"Google","providerType":"Google","issuer":null,"primary":false,"dateCreated":{{since.ToUnixTimeMilliseconds()}}}]""",
            (string?)attributes["identities"]);
    }

    private Task<Said<SignUpResponse>> SignUpWith(string name, params (string, string?)[] attributes) =>
        at.World.Call(at.World.Op<SignUp>(), new()
        {
            ClientId = at.App.Id, Username = name, Password = World.Password, UserAttributes = Wire.List(attributes),
            ValidationData = Wire.List(("captcha", "XYZ")), ClientMetadata = Wire.Map(("shop", "7")),
        });
}
