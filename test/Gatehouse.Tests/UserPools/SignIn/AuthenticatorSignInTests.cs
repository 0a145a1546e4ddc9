using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>SOFTWARE_TOKEN_MFA: what is asked, what is accepted, and what guessing comes to.</summary>
public class AuthenticatorSignInTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly AuthenticatorApp phone;

    public AuthenticatorSignInTests()
    {
        pool = world.Pool(rules => rules with { SecondFactors = [SecondFactor.Sms, SecondFactor.SoftwareToken] });
        app = pool.Client();
        pool.User("ana", "ana@example.com");
        phone = app.In("ana").Result.SetUpAuthenticator("My phone").Result;
    }

    [Fact]
    public async Task The_challenge_tells_the_device_and_the_name()
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal("SOFTWARE_TOKEN_MFA", asked.ChallengeName);
        Assert.Null(asked.AuthenticationResult);
        Assert.StartsWith("AYABe", asked.Session, StringComparison.Ordinal);
        Assert.Equal(new Dictionary<string, string> { ["FRIENDLY_DEVICE_NAME"] = "My phone", ["USER_ID_FOR_SRP"] = "ana" }, asked.ChallengeParameters);
    }

    [Fact]
    public async Task The_right_code_signs_in() =>
        Assert.NotNull((await app.Answer("ana", (await app.SignIn("ana")).Ok, phone.Code())).Ok.AuthenticationResult!.RefreshToken);

    [Fact]
    public async Task It_signs_in_from_a_server_and_after_SRP()
    {
        var asked = (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).Ok;
        var answered = await world.Call(world.Op<Operations.UserPools.AdminRespondToAuthChallenge>(), new()
        {
            UserPoolId = pool.Id, ClientId = app.Id, ChallengeName = asked.ChallengeName!, Session = asked.Session,
            ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("SOFTWARE_TOKEN_MFA_CODE", phone.Code())),
        });
        Assert.NotNull(answered.Ok.AuthenticationResult);

        world.Wait(TimeSpan.FromSeconds(30));
        var proven = (await new SrpSignIn(app).Try("ana", World.Password)).Ok;
        Assert.NotNull((await app.Answer("ana", proven.ChallengeName!, proven.Session, phone.Code())).Ok.AuthenticationResult);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_clock_may_differ_by_one_step(int steps, bool good)
    {
        world.Wait(TimeSpan.FromMinutes(2));
        var answer = await app.Answer("ana", (await app.SignIn("ana")).Ok, phone.Code(steps));
        Assert.Equal(good ? null : Texts.TokenMismatch, answer.IsOk ? null : answer.Refusal);
    }

    [Fact]
    public async Task A_code_is_not_accepted_twice_in_whatever_sign_in()
    {
        var (one, two) = ((await app.SignIn("ana")).Ok, (await app.SignIn("ana")).Ok);
        Assert.True((await app.Answer("ana", one, phone.Code())).IsOk);
        Assert.Equal(Texts.TokenUsed, (await app.Answer("ana", two, phone.Code())).Refusal);
        Assert.Equal(Texts.TokenUsed, (await app.Answer("ana", two, phone.Code(-1))).Refusal);
        world.Wait(TimeSpan.FromSeconds(30));
        Assert.True((await app.Answer("ana", two, phone.Code())).IsOk);
    }

    [Fact]
    public async Task The_code_that_proved_the_authenticator_does_not_sign_in()
    {
        var bearer = new TestBearer(world, (await app.Answer("ana", (await app.SignIn("ana")).Ok, phone.Code())).Ok.AuthenticationResult!.AccessToken!);
        var another = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        await bearer.VerifyToken(another.Code());
        Assert.Equal(Texts.TokenUsed, (await app.Answer("ana", (await app.SignIn("ana")).Ok, another.Code())).Refusal);
    }

    [Fact]
    public async Task Of_thirty_two_who_show_one_code_at_once_one_comes_in()
    {
        var session = (await app.SignIn("ana")).Ok;
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.Answer("ana", session, phone.Code()))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Contains(answer.Refusal, (string[])[Texts.TokenUsed, Texts.SessionSpent]));
    }

    [Fact]
    public async Task Of_thirty_two_sign_ins_that_show_one_code_at_once_one_comes_in()
    {
        var sessions = new List<InitiateAuthResponse>();
        for (var i = 0; i < 32; i++)
            sessions.Add((await app.SignIn("ana")).Ok);

        var answers = await Task.WhenAll(sessions.Select(session => Task.Run(() => app.Answer("ana", session, phone.Code()))));
        Assert.Single(answers, answer => answer.IsOk);
    }

    [Fact]
    public async Task A_session_that_let_somebody_in_lets_in_nobody_else()
    {
        var session = (await app.SignIn("ana")).Ok;
        await app.Answer("ana", session, phone.Code());
        world.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal(Texts.SessionSpent, (await app.Answer("ana", session, phone.Code())).Refusal);
    }

    [Fact]
    public async Task A_wrong_code_leaves_the_session_open()
    {
        var session = (await app.SignIn("ana")).Ok;
        Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", session, phone.Wrong())).Refusal);
        Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", session, "no code")).Refusal);
        Assert.True((await app.Answer("ana", session, phone.Code())).IsOk);
    }

    [Fact]
    public async Task A_session_is_good_for_as_long_as_the_application_says()
    {
        var session = (await app.SignIn("ana")).Ok;
        world.Wait(TimeSpan.FromMinutes(3));
        Assert.Equal(Texts.SessionExpired, (await app.Answer("ana", session, phone.Code())).Refusal);
    }

    [Fact]
    public async Task A_hundred_wrong_codes_leave_the_password_alone_and_a_right_one_waits_for_the_lock()
    {
        var session = (await app.SignIn("ana")).Ok;
        var said = new List<string>();
        for (var guess = 0; guess < 100; guess++)
            said.Add((await app.Answer("ana", session, phone.Wrong())).Refusal);

        Assert.Equal(5, said.Count(text => text == Texts.TokenMismatch));
        Assert.Equal(95, said.Count(text => text == Texts.Locked));
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
        Assert.Equal(Texts.Locked, (await app.Answer("ana", session, phone.Code())).Refusal);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await app.Answer("ana", session, phone.Code())).IsOk);
    }

    [Fact]
    public async Task A_day_of_guessing_gets_some_forty_guesses_over_all_clients_sessions_and_names()
    {
        var other = pool.Client();
        var guesses = 0;
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var through = minute % 2 == 0 ? app : other;
            var name = minute % 3 == 0 ? pool.Find("ana")!.Sub : "ana";
            var asked = (await through.SignIn(name)).Ok;
            if ((await through.Answer(name, asked, phone.Wrong())).Refusal == Texts.TokenMismatch)
                guesses++;
            world.Wait(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(guesses, 20, 45);
    }

    [Fact]
    public async Task Of_two_hundred_guesses_at_once_no_more_are_judged_than_the_lock_allows()
    {
        var session = (await app.SignIn("ana")).Ok;
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => app.Answer("ana", session, phone.Wrong()))));
        Assert.Equal(5, answers.Count(answer => answer.Refusal == Texts.TokenMismatch));
    }

    [Fact]
    public async Task A_right_code_wipes_the_count()
    {
        for (var round = 0; round < 3; round++)
        {
            var session = (await app.SignIn("ana")).Ok;
            for (var guess = 0; guess < 4; guess++)
                Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", session, phone.Wrong())).Refusal);
            Assert.True((await app.Answer("ana", session, phone.Code())).IsOk);
            world.Wait(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Wrong_passwords_and_wrong_codes_are_counted_apart()
    {
        var session = (await app.SignIn("ana")).Ok;
        for (var guess = 0; guess < 6; guess++)
            await app.SignIn("ana", World.Wrong);
        Assert.Equal(Texts.Locked, (await app.SignIn("ana")).Refusal);
        Assert.True((await app.Answer("ana", session, phone.Code())).IsOk);
    }

    [Fact]
    public async Task Another_person_s_code_and_name_do_not_fit_the_session()
    {
        pool.User("bob");
        var others = await (await app.In("bob")).SetUpAuthenticator();
        var session = (await app.SignIn("ana")).Ok;
        Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", session, others.Code())).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("bob", session, others.Code())).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("nobody", session, phone.Code())).Refusal);
    }

    [Fact]
    public async Task Another_application_or_pool_does_not_take_the_session()
    {
        var session = (await app.SignIn("ana")).Ok;
        Assert.Equal(Texts.SessionInvalid, (await pool.Client().Answer("ana", session, phone.Code())).Refusal);
        var elsewhere = world.Pool(rules => rules with { SecondFactors = [SecondFactor.SoftwareToken] });
        elsewhere.User("ana");
        Assert.Equal(Texts.SessionInvalid, (await elsewhere.Client().Answer("ana", session, phone.Code())).Refusal);
    }

    [Theory]
    [InlineData("SMS_MFA", "SMS_MFA_CODE")]
    [InlineData("EMAIL_OTP", "EMAIL_OTP_CODE")]
    [InlineData("SELECT_MFA_TYPE", "ANSWER")]
    [InlineData("MFA_SETUP", "EMAIL")]
    [InlineData("NEW_PASSWORD_REQUIRED", "NEW_PASSWORD")]
    [InlineData("CUSTOM_CHALLENGE", "ANSWER")]
    public async Task The_session_answers_no_other_challenge(string challenge, string member)
    {
        var session = (await app.SignIn("ana")).Ok.Session;
        Assert.Equal(Texts.SessionInvalid, (await app.Respond(challenge, session, ("USERNAME", "ana"), (member, phone.Code()))).Refusal);
    }

    [Fact]
    public async Task Without_its_members_an_answer_is_none()
    {
        Assert.Equal("InvalidParameterException: Missing required parameter SOFTWARE_TOKEN_MFA_CODE", (await app.Respond("SOFTWARE_TOKEN_MFA", new string('x', 20), ("USERNAME", "ana"))).Refusal);
        Assert.Equal(
            "InvalidParameterException: Missing required parameter Session",
            (await app.Respond("SOFTWARE_TOKEN_MFA", null, ("USERNAME", "ana"), ("SOFTWARE_TOKEN_MFA_CODE", "123456"))).Refusal);
    }

    [Fact]
    public async Task An_application_with_a_secret_proves_it_at_this_step_too()
    {
        var secret = pool.SecretClient();
        var session = (await secret.SignIn("ana")).Ok.Session;
        var answer = await world.Call(world.Op<Operations.UserPools.RespondToAuthChallenge>(), new()
        {
            ClientId = secret.Id, ChallengeName = "SOFTWARE_TOKEN_MFA", Session = session,
            ChallengeResponses = Wire.Map(("USERNAME", "ana"), ("SOFTWARE_TOKEN_MFA_CODE", phone.Code())),
        });
        Assert.Equal("NotAuthorizedException", answer.Fault!.Code);
        Assert.True((await secret.Answer("ana", "SOFTWARE_TOKEN_MFA", session, phone.Code())).IsOk);
    }

    [Fact]
    public async Task When_it_is_turned_off_its_codes_are_not_asked_for()
    {
        await pool.Prefer("ana", token: new() { Enabled = false });
        Assert.NotNull((await app.SignIn("ana")).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task An_authenticator_that_was_taken_away_signs_nobody_in()
    {
        var session = (await app.SignIn("ana")).Ok;
        await pool.DeleteToken("ana");
        Assert.Equal(Texts.NoToken, (await app.Answer("ana", session, phone.Code())).Refusal);
    }
}
