using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>CustomMessage, at every operation that sends something.</summary>
public sealed class MessageFunctionTests
{
    private const string Words = """{"smsMessage":"Text {####}","emailMessage":"<b>Mail {####}</b> for {username}","emailSubject":"Subject"}""";
    private readonly FunctionWorld at = new(Occasion.MessageText);

    private Message Newest => at.World.Sent()[^1];

    [Fact]
    public async Task A_sign_up_asks_about_the_person_as_they_will_be()
    {
        var sub = (await at.World.Call(at.World.Op<SignUp>(), new()
        {
            ClientId = at.App.Id, Username = "ana", Password = World.Password, UserAttributes = Wire.List(("email", "ana@example.com")),
            ClientMetadata = Wire.Map(("lang", "de")),
        })).Ok.UserSub!;
        at.AssertAsked("""
            {"version":"1","region":"eu-central-1","userPoolId":"POOL","userName":"ana",
             "callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"APP"},"triggerSource":"CustomMessage_SignUp",
             "request":{"userAttributes":{"sub":"SUB","cognito:user_status":"UNCONFIRMED","email":"ana@example.com","email_verified":"false"},
             "codeParameter":"{####}","linkParameter":"{##Click Here##}","usernameParameter":null,"clientMetadata":{"lang":"de"}},
             "response":{"smsMessage":null,"emailMessage":null,"emailSubject":null}}
            """, ("SUB", sub));
        Assert.Equal(("Your verification code", $"Your confirmation code is {Newest.Code}"), (Newest.Subject, Newest.Body));
    }

    [Fact]
    public async Task The_words_of_the_function_take_the_place_of_the_pools()
    {
        at.Functions.Respond("CustomMessage", Words);
        await SignUp("<ana>", ("email", "ana@example.com"));
        Assert.Equal(("Subject", $"<b>Mail {Newest.Code}</b> for &lt;ana&gt;"), (Newest.Subject, Newest.Body));
        Assert.True((await at.App.Confirm("<ana>", Newest.Code!)).IsOk);

        at.World.Wait(TimeSpan.FromSeconds(1));
        at.Pool.Change(pool => pool with { AutoVerified = ["phone_number"] });
        await SignUp("bob", ("phone_number", "+491701234567"));
        Assert.Equal(("", $"Text {Newest.Code}", Channel.Sms), (Newest.Subject, Newest.Body, Newest.Channel));
    }

    [Theory]
    [InlineData("""{"emailSubject":"Only this"}""", "Only this", "Your confirmation code is ")]
    [InlineData("""{"emailMessage":"Mail {####}"}""", "Your verification code", "Mail ")]
    [InlineData("""{"smsMessage":"Text {####}"}""", "Your verification code", "Your confirmation code is ")]
    [InlineData("""{"smsMessage":"","emailMessage":"","emailSubject":""}""", "Your verification code", "Your confirmation code is ")]
    [InlineData("{}", "Your verification code", "Your confirmation code is ")]
    public async Task What_the_function_leaves_open_is_as_usual(string response, string subject, string start)
    {
        at.Functions.Respond("CustomMessage", response);
        await SignUp("ana", ("email", "ana@example.com"));
        Assert.Equal((subject, start + Newest.Code), (Newest.Subject, Newest.Body));
    }

    public static TheoryData<string> Unusable =>
    [
        """{"emailMessage":"No code in it"}""",
        """{"smsMessage":"No code in it"}""",
        """{"emailMessage":7}""",
        """{"message":"{####}"}""",
        $$"""{"smsMessage":"{####}{{new string('x', 135)}}"}""",
        $$"""{"emailMessage":"{####}{{new string('x', 19_995)}}"}""",
        $$"""{"emailSubject":"{{new string('x', 141)}}"}""",
    ];

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_message_that_would_be_of_no_use_is_not_sent_and_nobody_is_added(string response)
    {
        at.Functions.Respond("CustomMessage", response);
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await SignUp("ana", ("email", "ana@example.com"))).Refusal);
        Assert.Null(at.Pool.Find("ana"));
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task A_message_may_be_as_long_as_there_is_room()
    {
        at.Functions.Respond("CustomMessage", $$"""{"smsMessage":"{####}{{new string('x', 134)}}","emailMessage":"{####}{{new string('x', 19_994)}}","emailSubject":"{{new string('x', 140)}}"}""");
        Assert.True((await SignUp("ana", ("email", "ana@example.com"))).IsOk);
    }

    [Theory]
    [InlineData("{##Come in##}", "emailMessage", true)]
    [InlineData("{####} {##Come in##}", "emailMessage", true)]
    [InlineData("{####}", "emailMessage", false)]
    [InlineData("{##Come in", "emailMessage", false)]
    [InlineData("{####}", "smsMessage", true)]
    [InlineData("{##Come in##}", "smsMessage", false)]
    public async Task A_mail_by_link_needs_the_link_and_a_text_message_the_code(string text, string member, bool isTaken)
    {
        at.Pool.Change(pool => pool with { Messages = new() { ConfirmsByLink = true } });
        at.Functions.Respond("CustomMessage", $$"""{"{{member}}":"{{text}}"}""");
        var said = await SignUp("ana", ("email", "ana@example.com"));
        Assert.Equal(isTaken ? null : "InvalidLambdaResponseException: Unrecognizable lambda output", said.IsOk ? null : said.Refusal);
        if (isTaken)
            Assert.Contains("confirmUser?client_id=", Newest.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_sign_ups_are_confirmed_by_link_other_messages_need_the_code_still()
    {
        at.Pool.Change(pool => pool with { Messages = new() { ConfirmsByLink = true } });
        at.Pool.User("ana", "ana@example.com");
        at.Functions.Respond("CustomMessage", """{"emailMessage":"Use {####}"}""");
        Assert.True((await at.App.Forgot("ana")).IsOk);
        Assert.Equal($"Use {Newest.Code}", Newest.Body);
        at.Functions.Respond("CustomMessage", """{"emailMessage":"{##Come in##}"}""");
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await at.App.Forgot("ana")).Refusal);
    }

    [Fact]
    public async Task Every_reason_for_a_message_has_its_source()
    {
        await SignUp("ana", ("email", "ana@example.com"));
        at.World.Wait(TimeSpan.FromSeconds(1));
        await at.World.Call(at.World.Op<ResendConfirmationCode>(), new() { ClientId = at.App.Id, Username = "ana", ClientMetadata = Wire.Map(("k", "1")) });
        await at.App.Confirm("ana", at.World.CodeTo("ana@example.com"));
        await at.World.Call(at.World.Op<ForgotPassword>(), new() { ClientId = at.App.Id, Username = "ana", ClientMetadata = Wire.Map(("k", "2")) });
        var ana = await at.App.In("ana");
        await at.World.Call(at.World.Op<UpdateUserAttributes>(), new()
        {
            AccessToken = ana.Token, UserAttributes = Wire.List(("email", "new@example.com")), ClientMetadata = Wire.Map(("k", "3")),
        });
        await at.World.Call(at.World.Op<GetUserAttributeVerificationCode>(), new()
        {
            AccessToken = ana.Token, AttributeName = "email", ClientMetadata = Wire.Map(("k", "4")),
        });
        Assert.Equal(
            [("CustomMessage_SignUp", null), ("CustomMessage_ResendCode", "1"), ("CustomMessage_ForgotPassword", "2"), ("CustomMessage_UpdateUserAttribute", "3"), ("CustomMessage_VerifyUserAttribute", "4")],
            at.Functions.Asked.Select(request => ((string)request["triggerSource"]!, (string?)request["request"]!["clientMetadata"]?["k"])));
        Assert.All(at.Functions.Asked, request => Assert.Equal(at.App.Id, (string?)request["callerContext"]!["clientId"]));
        Assert.Equal(5, at.World.Sent().Count);
    }

    [Fact]
    public async Task An_administrator_has_no_client_and_an_invitation_says_so_in_a_word()
    {
        at.Pool.User("ana", "ana@example.com");
        await at.World.Call(at.World.Op<AdminUpdateUserAttributes>(), new()
        {
            UserPoolId = at.Pool.Id, Username = "ana", UserAttributes = Wire.List(("email", "new@example.com")), ClientMetadata = Wire.Map(("k", "1")),
        });
        Assert.Equal(("CustomMessage_UpdateUserAttribute", null, "1"), Told());
        at.Pool.User("bob", "bob@example.com");
        await at.World.Call(at.World.Op<AdminResetUserPassword>(), new() { UserPoolId = at.Pool.Id, Username = "bob", ClientMetadata = Wire.Map(("k", "2")) });
        Assert.Equal(("CustomMessage_ForgotPassword", null, "2"), Told());
        await Invite("eve");
        Assert.Equal(("CustomMessage_AdminCreateUser", "CLIENT_ID_NOT_APPLICABLE", null), Told());
        Assert.Equal("{username}", (string?)at.Functions.Last["request"]!["usernameParameter"]);
        Assert.Equal("FORCE_CHANGE_PASSWORD", (string?)at.Functions.Last["request"]!["userAttributes"]!["cognito:user_status"]);

        (string, string?, string?) Told() => (
            (string)at.Functions.Last["triggerSource"]!, (string?)at.Functions.Last["callerContext"]!["clientId"],
            (string?)at.Functions.Last["request"]!["clientMetadata"]?["k"]);
    }

    [Fact]
    public async Task An_invitation_needs_the_name_and_the_password()
    {
        at.Functions.Respond("CustomMessage", """{"emailMessage":"Password {####}"}""");
        Assert.Equal("InvalidLambdaResponseException: Unrecognizable lambda output", (await Invite("eve")).Refusal);
        Assert.Null(at.Pool.Find("eve"));

        at.Functions.Respond("CustomMessage", """{"emailMessage":"{username}: {####}","emailSubject":"Come"}""");
        Assert.True((await Invite("eve")).IsOk);
        Assert.Equal(("Come", $"eve: {System.Net.WebUtility.HtmlEncode(Newest.Code!)}"), (Newest.Subject, Newest.Body));
        Assert.True((await at.Pool.Create("eve", request => request with { MessageAction = MessageActionType.RESEND, DesiredDeliveryMediums = ["EMAIL"] })).IsOk);
        Assert.Equal(3, at.Functions.Asked.Count);
    }

    [Fact]
    public async Task A_code_that_signs_in_is_worded_too()
    {
        at.Pool.Change(pool => pool with { SecondFactors = [SecondFactor.Email] });
        at.Pool.User("ana", "ana@example.com", with: state => state with { Factors = state.Factors.With(SecondFactor.Email, on: true) });
        at.Functions.Respond("CustomMessage", Words);
        var asked = (await at.App.SignIn("ana")).Ok;
        Assert.Equal(("EMAIL_OTP", "CustomMessage_Authentication"), (asked.ChallengeName, at.Functions.Sources.Single()));
        Assert.Equal($"<b>Mail {Newest.Code}</b> for ana", Newest.Body);
        Assert.True((await at.App.Answer("ana", asked, Newest.Code!)).IsOk);
    }

    [Fact]
    public async Task A_code_that_begins_a_sign_in_is_worded_too_and_nobody_is_asked_about_strangers()
    {
        at.Pool.Change(pool => pool with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode] });
        at.App.Change(client => client with { Ways = SignInWays.Choice, HidesUnknownUsers = true });
        at.Pool.User("ana", "ana@example.com");
        at.Functions.Respond("CustomMessage", Words);
        Assert.Equal("EMAIL_OTP", (await at.App.Initiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok.ChallengeName);
        Assert.Equal($"<b>Mail {Newest.Code}</b> for ana", Newest.Body);

        for (var i = 0; i < 8; i++)
            await at.App.Initiate("USER_AUTH", ("USERNAME", $"nobody{i}"), ("PREFERRED_CHALLENGE", "EMAIL_OTP"));
        Assert.Single(at.Functions.Asked);
    }

    [Fact]
    public async Task A_function_that_refuses_stops_the_message_and_what_it_tells_of()
    {
        at.Functions.Refuse("CustomMessage", "No words");
        const string refusal = "UserLambdaValidationException: CustomMessage failed with error No words.";
        at.Pool.User("ana", "ana@example.com");
        var bearer = new TestBearer(at.World, (await at.App.TokensOf("ana")).AccessToken!);
        Assert.Equal(refusal, (await SignUp("bob", ("email", "bob@example.com"))).Refusal);
        Assert.Equal(refusal, (await Invite("eve")).Refusal);
        Assert.Equal(refusal, (await at.App.Forgot("ana")).Refusal);
        Assert.Equal(refusal, (await at.Pool.Reset("ana")).Refusal);
        Assert.Equal(refusal, (await bearer.Update(("email", "new@example.com"))).Refusal);
        Assert.Equal(refusal, (await bearer.AskCode("email")).Refusal);
        Assert.Equal(refusal, (await at.Pool.Update("ana", ("email", "new@example.com"))).Refusal);
        Assert.Empty(at.World.Sent());
        Assert.Equal(("ana@example.com", UserStatus.Confirmed), (at.Pool.Find("ana")!["email"], at.Pool.Find("ana")!.Status));
        Assert.Null(at.Pool.Find("bob"));
        Assert.Null(at.Pool.Find("eve"));
    }

    [Fact]
    public async Task Where_strangers_are_hidden_a_function_that_refuses_is_told_all_the_same()
    {
        at.Functions.Refuse("CustomMessage", "No words");
        at.App.Change(client => client with { HidesUnknownUsers = true });
        at.Pool.User("ana", "ana@example.com");
        Assert.StartsWith("UserLambdaValidationException", (await at.App.Forgot("ana")).Refusal, StringComparison.Ordinal);
        Assert.True((await at.App.Forgot("nobody")).IsOk);
    }

    [Fact]
    public async Task Nobody_is_asked_for_the_words_of_what_is_not_sent()
    {
        at.Pool.User("ana", "ana@example.com", proven: false);
        at.Pool.User("bob", "bob@example.com");
        Assert.False((await at.App.Forgot("ana")).IsOk);
        Assert.False((await at.App.Forgot("nobody")).IsOk);
        Assert.False((await at.App.Resend("bob")).IsOk);
        Assert.True((await at.Pool.Update("bob", ("email", "b@example.com"), ("email_verified", "true"))).IsOk);
        Assert.True((await at.Pool.Update("bob", ("name", "Bob"))).IsOk);
        Assert.True((await at.Pool.Update("bob", ("email", "b@example.com"))).IsOk);
        Assert.True((await at.App.SignUp("eve")).IsOk);
        Assert.True((await at.Pool.Create("dan", request => request with { MessageAction = MessageActionType.SUPPRESS })).IsOk);
        Assert.False((await (await at.App.In("bob")).AskCode("phone_number")).IsOk);
        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task Whoever_is_confirmed_while_the_function_thinks_gets_no_second_code()
    {
        await SignUp("ana", ("email", "ana@example.com"));
        at.Functions.Do("CustomMessage", async () => Assert.True((await at.Pool.Confirm("ana")).IsOk));
        Assert.Equal("InvalidParameterException: User is already confirmed.", (await at.App.Resend("ana")).Refusal);
        Assert.Single(at.World.Sent());
    }

    // The newest message is the one of the latest instant.
    private async Task<Said<SignUpResponse>> SignUp(string name, params (string, string?)[] attributes)
    {
        at.World.Wait(TimeSpan.FromSeconds(1));
        return await at.App.SignUp(name, World.Password, attributes);
    }

    private Task<Said<AdminCreateUserResponse>> Invite(string name) => at.Pool.Create(name, request => request with
    {
        UserAttributes = Wire.List(("email", $"{name}@example.com")), DesiredDeliveryMediums = ["EMAIL"],
    });
}
