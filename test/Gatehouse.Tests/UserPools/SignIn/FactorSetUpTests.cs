using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>MFA_SETUP: people who must have a second factor and have none set one up before they come in.</summary>
public class FactorSetUpTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public FactorSetUpTests()
    {
        pool = world.Pool(rules => rules with
        {
            RequiresSecondFactor = true, SecondFactors = [SecondFactor.Sms, SecondFactor.SoftwareToken, SecondFactor.Email],
        });
        app = pool.Client();
        ana = pool.User("ana");
    }

    [Fact]
    public async Task The_challenge_lists_what_the_pool_has()
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal("MFA_SETUP", asked.ChallengeName);
        Assert.Null(asked.AuthenticationResult);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["MFAS_CAN_SETUP"] = """["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]""", ["USER_ID_FOR_SRP"] = "ana",
            },
            asked.ChallengeParameters);
    }

    [Fact]
    public async Task An_authenticator_is_set_up_in_three_steps()
    {
        var given = (await app.Associate((await app.SignIn("ana")).Ok.Session)).Ok;
        Assert.Matches("^[A-Z2-7]{32}$", given.SecretCode);
        var phone = new AuthenticatorApp(world, given.SecretCode!);
        var verified = (await app.VerifyToken(given.Session, phone.Code(), "My phone")).Ok;
        Assert.Equal("SUCCESS", verified.Status);
        Assert.NotNull((await app.Respond("MFA_SETUP", verified.Session, ("USERNAME", "ana"))).Ok.AuthenticationResult);

        Assert.Equal(["SOFTWARE_TOKEN_MFA"], (await pool.Get("ana")).Ok.UserMFASettingList);
        var next = (await app.SignIn("ana")).Ok;
        Assert.Equal(("SOFTWARE_TOKEN_MFA", "My phone"), (next.ChallengeName, next.ChallengeParameters!["FRIENDLY_DEVICE_NAME"]));
        Assert.Equal(Texts.TokenUsed, (await app.Answer("ana", next, phone.Code())).Refusal);
        world.Wait(TimeSpan.FromSeconds(30));
        Assert.True((await app.Answer("ana", next, phone.Code())).IsOk);
    }

    [Fact]
    public async Task It_comes_after_a_new_password_and_after_SRP_and_from_a_server()
    {
        await pool.SetPassword("ana", World.Password, permanent: false);
        var asked = (await app.ChooseNewPassword("ana", (await app.SignIn("ana")).Ok.Session)).Ok;
        Assert.Equal("MFA_SETUP", asked.ChallengeName);
        Assert.Equal("MFA_SETUP", (await new SrpSignIn(app).Try("ana", World.Another)).Ok.ChallengeName);
        var signed = (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Another))).Ok;
        Assert.Equal("MFA_SETUP", signed.ChallengeName);
        Assert.True((await SetUp("ana", signed.Session)).IsOk);
    }

    [Fact]
    public async Task No_step_can_be_left_out()
    {
        var asked = (await app.SignIn("ana")).Ok.Session;
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", asked, ("USERNAME", "ana"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(asked, "123456")).Refusal);

        var given = (await app.Associate(asked)).Ok;
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", given.Session, ("USERNAME", "ana"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", given.Session, ("USERNAME", "ana"), ("EMAIL", "x@example.com"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("ana", "SOFTWARE_TOKEN_MFA", given.Session, new AuthenticatorApp(world, given.SecretCode!).Code())).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Associate(given.Session)).Refusal);

        var verified = (await app.VerifyToken(given.Session, new AuthenticatorApp(world, given.SecretCode!).Code())).Ok;
        Assert.Equal(Texts.SessionInvalid, (await app.Associate(verified.Session)).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(verified.Session, "123456")).Refusal);
    }

    [Fact]
    public async Task No_step_can_be_done_twice()
    {
        var asked = (await app.SignIn("ana")).Ok.Session;
        var given = (await app.Associate(asked)).Ok;
        Assert.Equal(Texts.SessionSpent, (await app.Associate(asked)).Refusal);
        var phone = new AuthenticatorApp(world, given.SecretCode!);
        var verified = (await app.VerifyToken(given.Session, phone.Code())).Ok;
        Assert.Equal(Texts.SessionSpent, (await app.VerifyToken(given.Session, phone.Code(1))).Refusal);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.Respond("MFA_SETUP", verified.Session, ("USERNAME", "ana")))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.Equal(Texts.SessionSpent, answer.Refusal));
    }

    [Fact]
    public async Task A_wrong_code_leaves_the_step_open()
    {
        var given = (await app.Associate((await app.SignIn("ana")).Ok.Session)).Ok;
        var phone = new AuthenticatorApp(world, given.SecretCode!);
        Assert.Equal(Texts.TokenNotProven, (await app.VerifyToken(given.Session, phone.Wrong())).Refusal);
        Assert.True((await app.VerifyToken(given.Session, phone.Code())).IsOk);
    }

    [Fact]
    public async Task First_codes_are_tried_fifteen_times_an_hour()
    {
        var given = (await app.Associate((await app.SignIn("ana")).Ok.Session)).Ok;
        var phone = new AuthenticatorApp(world, given.SecretCode!);
        for (var guess = 0; guess < 15; guess++)
            Assert.Equal(Texts.TokenNotProven, (await app.VerifyToken(given.Session, phone.Wrong())).Refusal);
        Assert.Equal(Texts.TooManyRequests, (await app.VerifyToken(given.Session, phone.Code())).Refusal);
    }

    [Fact]
    public async Task Whoever_has_a_factor_by_now_does_not_get_another_by_an_old_session()
    {
        var thief = new[] { (await app.SignIn("ana")).Ok.Session, (await app.SignIn("ana")).Ok.Session, (await app.SignIn("ana")).Ok.Session };
        var stolen = (await app.Associate(thief[0])).Ok;
        Assert.True((await SetUp("ana", (await app.SignIn("ana")).Ok.Session)).IsOk);
        var before = ana.Now.State;

        Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(stolen.Session, new AuthenticatorApp(world, stolen.SecretCode!).Code())).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Associate(thief[1])).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", thief[2], ("USERNAME", "ana"), ("EMAIL", "thief@example.com"))).Refusal);
        Assert.Same(before, ana.Now.State);
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task Of_two_who_set_up_at_once_one_does()
    {
        var given = new[] { (await app.Associate((await app.SignIn("ana")).Ok.Session)).Ok, (await app.Associate((await app.SignIn("ana")).Ok.Session)).Ok };
        var codes = given.Select(one => new AuthenticatorApp(world, one.SecretCode!).Code()).ToArray();

        // The newest secret counts; the older session may prove no other.
        Assert.Equal(Texts.TokenNotProven, (await app.VerifyToken(given[0].Session, codes[0])).Refusal);
        Assert.True((await app.VerifyToken(given[1].Session, codes[1])).IsOk);
        Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(given[0].Session, codes[0])).Refusal);
    }

    [Fact]
    public async Task Another_application_or_person_cannot_finish()
    {
        pool.User("bob");
        var verified = await Verified((await app.SignIn("ana")).Ok.Session);
        Assert.Equal(Texts.SessionInvalid, (await pool.Client().Respond("MFA_SETUP", verified, ("USERNAME", "ana"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", verified, ("USERNAME", "bob"))).Refusal);
        Assert.True((await app.Respond("MFA_SETUP", verified, ("USERNAME", "ana"))).IsOk);
    }

    [Fact]
    public async Task What_was_set_up_and_taken_away_before_the_end_lets_nobody_in()
    {
        var verified = await Verified((await app.SignIn("ana")).Ok.Session);
        await pool.DeleteToken("ana");
        Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", verified, ("USERNAME", "ana"))).Refusal);
    }

    [Fact]
    public async Task A_session_is_of_no_use_once_its_application_its_person_or_the_password_is_gone()
    {
        var session = (await app.SignIn("ana")).Ok.Session;
        world.Wait(TimeSpan.FromSeconds(1));
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await app.Associate(session)).Refusal);

        var given = (await app.Associate((await app.SignIn("ana", World.Another)).Ok.Session)).Ok;
        await pool.Disable("ana");
        Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(given.Session, "123456")).Refusal);
        await pool.Enable("ana");
        session = (await app.SignIn("ana", World.Another)).Ok.Session;
        Assert.True(await world.Store.Clients.Remove(pool.Id, app.Id, default));
        Assert.Equal(Texts.SessionInvalid, (await app.Associate(session)).Refusal);
    }

    [Fact]
    public async Task A_session_of_any_other_step_sets_nothing_up()
    {
        pool.User("bob", phone: "+15550001234");
        var (code, password) = ((await app.SignIn("bob")).Ok.Session, await Temporary());
        foreach (var session in new[] { code, password, new string('x', 40) })
        {
            Assert.Equal(Texts.SessionInvalid, (await app.Associate(session)).Refusal);
            Assert.Equal(Texts.SessionInvalid, (await app.VerifyToken(session, "123456")).Refusal);
            Assert.Equal(Texts.SessionInvalid, (await app.Respond("MFA_SETUP", session, ("USERNAME", "bob"))).Refusal);
        }

        async Task<string?> Temporary()
        {
            await pool.SetPassword("ana", World.Password, permanent: false);
            return (await app.SignIn("ana")).Ok.Session;
        }
    }

    [Fact]
    public async Task A_pool_without_authenticators_gives_none()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Email] });
        Assert.Equal(Texts.TokensNotOffered, (await app.Associate((await app.SignIn("ana")).Ok.Session)).Refusal);
    }

    [Fact]
    public async Task A_mailbox_is_set_up_by_the_code_that_is_sent_there()
    {
        var asked = (await app.SignIn("ana")).Ok;
        var sent = (await app.Respond("MFA_SETUP", asked.Session, ("USERNAME", "ana"), ("EMAIL", "ana@example.com"))).Ok;
        Assert.Equal(("EMAIL_OTP", "a***@e***"), (sent.ChallengeName, sent.ChallengeParameters!["CODE_DELIVERY_DESTINATION"]));
        Assert.Null(ana["email"]);

        Assert.NotNull((await app.Answer("ana", "EMAIL_OTP", sent.Session, world.CodeTo("ana@example.com"))).Ok.AuthenticationResult);
        Assert.Equal(("ana@example.com", true), (ana["email"], ana.Now.HasProven("email")));
        Assert.Equal(["EMAIL_OTP"], (await pool.Get("ana")).Ok.UserMFASettingList);
        Assert.Equal("EMAIL_OTP", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task A_mailbox_that_is_another_person_s_name_is_not_set_up()
    {
        var aliased = world.Pool(rules => rules with
        {
            RequiresSecondFactor = true, SecondFactors = [SecondFactor.Email], Names = new() { Aliases = [Attributes.Email] },
        });
        aliased.User("bob", "bob@example.com");
        var eve = aliased.User("eve");
        var client = aliased.Client();
        var sent = (await client.Respond("MFA_SETUP", (await client.SignIn("eve")).Ok.Session, ("USERNAME", "eve"), ("EMAIL", "bob@example.com"))).Ok;
        Assert.Equal(Texts.EmailAliasExists, (await client.Answer("eve", "EMAIL_OTP", sent.Session, world.CodeTo("bob@example.com"))).Refusal);
        Assert.Null(eve["email"]);
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("")]
    [InlineData("a@b\r\nBcc: c@d")]
    public async Task What_is_no_mailbox_is_none(string address)
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(
            "InvalidParameterException: Invalid email address format.",
            (await app.Respond("MFA_SETUP", asked.Session, ("USERNAME", "ana"), ("EMAIL", address))).Refusal);
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task A_pool_without_mail_codes_sets_up_no_mailbox()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.SoftwareToken] });
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(
            "InvalidParameterException: Email MFA is not enabled for this user pool.",
            (await app.Respond("MFA_SETUP", asked.Session, ("USERNAME", "ana"), ("EMAIL", "ana@example.com"))).Refusal);
    }

    [Fact]
    public async Task A_number_that_an_administrator_writes_is_the_factor_at_the_next_sign_in()
    {
        await pool.Update("ana", ("phone_number", "+15550001234"));
        Assert.Equal("SMS_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Nobody_comes_into_a_pool_that_requires_what_it_does_not_have()
    {
        pool.Change(rules => rules with { SecondFactors = [] });
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(("MFA_SETUP", "[]", null), (asked.ChallengeName, asked.ChallengeParameters!["MFAS_CAN_SETUP"], asked.AuthenticationResult));
    }

    private async Task<string?> Verified(string? session)
    {
        var given = (await app.Associate(session)).Ok;
        return (await app.VerifyToken(given.Session, new AuthenticatorApp(world, given.SecretCode!).Code())).Ok.Session;
    }

    private async Task<Said<RespondToAuthChallengeResponse>> SetUp(string name, string? session) =>
        await app.Respond("MFA_SETUP", await Verified(session), ("USERNAME", name));
}
