using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>USER_AUTH: people choose with what they begin, and about strangers the answers tell nothing.</summary>
public class ChoiceSignInTests
{
    private const string Mail = "ana@example.com";
    private const string Phone = "+15550001234";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public ChoiceSignInTests()
    {
        pool = world.Pool(rules => rules with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.SmsCode, FirstFactor.Passkey] });
        app = pool.Client(client => client with { Ways = SignInWays.Choice });
        ana = pool.User("ana", Mail, Phone, proven: false);
    }

    [Fact]
    public async Task Without_a_preference_everything_is_offered()
    {
        var asked = (await Begin("ana")).Ok;
        Assert.Equal(("SELECT_CHALLENGE", null), (asked.ChallengeName, asked.AuthenticationResult));
        Assert.Equal(["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"], asked.AvailableChallenges);
        Assert.Empty(asked.ChallengeParameters!);
        Assert.Empty(world.Sent());
    }

    [Theory]
    [InlineData("WEB_AUTHN")]
    [InlineData("SOFTWARE_TOKEN")]
    [InlineData("nothing")]
    public async Task A_preference_that_cannot_be_is_a_choice_again(string preferred) =>
        Assert.Equal("SELECT_CHALLENGE", (await Begin("ana", ("PREFERRED_CHALLENGE", preferred))).Ok.ChallengeName);

    [Fact]
    public async Task The_password_comes_at_once_or_later_though_the_client_has_no_other_way()
    {
        Assert.NotNull((await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", World.Password))).Ok.AuthenticationResult);
        Assert.Equal(Texts.WrongPassword, (await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", World.Wrong))).Refusal);

        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD"))).Ok;
        Assert.Equal("PASSWORD", asked.ChallengeName);
        Assert.Equal(Texts.WrongPassword, (await Answer("PASSWORD", asked.Session, ("PASSWORD", World.Wrong))).Refusal);
        Assert.NotNull((await Answer("PASSWORD", asked.Session, ("PASSWORD", World.Password))).Ok.AuthenticationResult);
        Assert.Equal(Texts.SessionSpent, (await Answer("PASSWORD", asked.Session, ("PASSWORD", World.Password))).Refusal);

        var choice = (await Begin("ana")).Ok;
        Assert.Equal("PASSWORD", (await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "PASSWORD"))).Ok.ChallengeName);
        choice = (await Begin("ana")).Ok;
        Assert.Equal(Texts.WrongPassword, (await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "PASSWORD"), ("PASSWORD", World.Wrong))).Refusal);
        Assert.NotNull((await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task The_password_is_proven_by_SRP_in_each_of_three_ways()
    {
        var prover = new SrpProver();
        var direct = (await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD_SRP"), ("SRP_A", prover.A))).Ok;
        Assert.NotNull((await Prove(prover, direct.ChallengeName, direct.ChallengeParameters)).Ok.AuthenticationResult);

        var choice = (await Begin("ana")).Ok;
        var chosen = (await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "PASSWORD_SRP"), ("SRP_A", prover.A))).Ok;
        Assert.NotNull((await Prove(prover, chosen.ChallengeName, chosen.ChallengeParameters)).Ok.AuthenticationResult);

        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD_SRP"))).Ok;
        Assert.Equal("PASSWORD_SRP", asked.ChallengeName);
        var given = (await Answer("PASSWORD_SRP", asked.Session, ("SRP_A", prover.A))).Ok;
        Assert.NotNull((await Prove(prover, given.ChallengeName, given.ChallengeParameters)).Ok.AuthenticationResult);
    }

    [Theory]
    [InlineData("EMAIL_OTP", "EMAIL", "a***@e***", Mail, Attributes.Email)]
    [InlineData("SMS_OTP", "SMS", "+*******1234", Phone, Attributes.Phone)]
    public async Task A_code_of_eight_digits_signs_in_and_proves_the_address(string challenge, string medium, string masked, string address, string attribute)
    {
        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", challenge))).Ok;
        Assert.Equal(challenge, asked.ChallengeName);
        Assert.Equal(
            new Dictionary<string, string> { ["CODE_DELIVERY_DELIVERY_MEDIUM"] = medium, ["CODE_DELIVERY_DESTINATION"] = masked },
            asked.ChallengeParameters);
        Assert.Matches("^[0-9]{8}$", world.CodeTo(address));
        Assert.Equal(Texts.FactorMismatch, (await Answer(challenge, asked.Session, (challenge + "_CODE", "00000000"))).Refusal);
        Assert.NotNull((await Answer(challenge, asked.Session, (challenge + "_CODE", world.CodeTo(address)))).Ok.AuthenticationResult);
        Assert.True(ana.Now.HasProven(attribute));
        Assert.Equal(Texts.SessionSpent, (await Answer(challenge, asked.Session, (challenge + "_CODE", world.CodeTo(address)))).Refusal);
    }

    [Fact]
    public async Task Of_thirty_two_who_show_one_code_at_once_one_comes_in()
    {
        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => Task.Run(() => Answer("EMAIL_OTP", asked.Session, ("EMAIL_OTP_CODE", world.CodeTo(Mail))))));
        Assert.Single(answers, answer => answer.IsOk);
    }

    [Fact]
    public async Task A_code_ends_a_sign_up_that_waits()
    {
        var una = pool.User("una", "una@example.com", proven: false, with: state => state with { Status = UserStatus.Unconfirmed });
        var asked = (await Begin("una", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        Assert.NotNull((await Answer("EMAIL_OTP", asked.Session, "una", ("EMAIL_OTP_CODE", world.CodeTo("una@example.com")))).Ok.AuthenticationResult);
        Assert.Equal(UserStatus.Confirmed, una.Now.Status);
    }

    [Fact]
    public async Task Whoever_has_no_password_comes_in_by_a_code()
    {
        pool.User("pat", "pat@example.com", with: state => state with { Password = null });
        var choice = (await Begin("pat")).Ok;
        Assert.Equal(["EMAIL_OTP"], choice.AvailableChallenges);
        var sent = (await Answer("SELECT_CHALLENGE", choice.Session, "pat", ("ANSWER", "EMAIL_OTP"))).Ok;
        Assert.NotNull((await Answer("EMAIL_OTP", sent.Session, "pat", ("EMAIL_OTP_CODE", world.CodeTo("pat@example.com")))).Ok.AuthenticationResult);
    }

    [Theory]
    [InlineData(UserStatus.ResetRequired, true, Texts.ResetRequired)]
    [InlineData(UserStatus.Confirmed, false, Texts.FactorMismatch)]
    public async Task A_code_goes_round_no_other_rule(UserStatus status, bool enabled, string refusal)
    {
        pool.User("res", "res@example.com", with: state => state with { Status = status, Enabled = enabled });
        var asked = (await Begin("res", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        var code = world.Sent("res@example.com") is [.., var message] ? message.Code! : "12345678";
        Assert.Equal(refusal, (await Answer("EMAIL_OTP", asked.Session, "res", ("EMAIL_OTP_CODE", code))).Refusal);
        Assert.Equal(enabled, world.Sent("res@example.com").Count == 1);
    }

    [Fact]
    public async Task A_temporary_password_is_replaced_after_a_code_too()
    {
        await pool.SetPassword("ana", World.Password, permanent: false);
        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await Answer("EMAIL_OTP", asked.Session, ("EMAIL_OTP_CODE", world.CodeTo(Mail)))).Ok.ChallengeName);
    }

    [Fact]
    public async Task Who_has_a_second_factor_begins_with_the_password_and_is_asked_for_it()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Sms] });
        await pool.Prefer("ana", sms: new() { Enabled = true });
        Assert.Equal(["PASSWORD", "PASSWORD_SRP"], (await Begin("ana")).Ok.AvailableChallenges);
        var choice = (await Begin("ana", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        Assert.Equal("SELECT_CHALLENGE", choice.ChallengeName);
        Assert.Equal(
            "InvalidParameterException: The selected challenge is not one of those that are available.",
            (await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "EMAIL_OTP"))).Refusal);
        Assert.Empty(world.Sent());
        Assert.Equal("SMS_MFA", (await Answer("SELECT_CHALLENGE", choice.Session, ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Ok.ChallengeName);
    }

    [Fact]
    public async Task A_mailbox_alone_is_never_both_factors()
    {
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Email] });
        var asked = (await Begin("ana", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        pool.Change(rules => rules with { RequiresSecondFactor = true });
        var code = world.CodeTo(Mail);
        Assert.Equal(Texts.SessionInvalid, (await Answer("EMAIL_OTP", asked.Session, ("EMAIL_OTP_CODE", code))).Refusal);
        Assert.Equal(["PASSWORD", "PASSWORD_SRP"], (await Begin("ana")).Ok.AvailableChallenges);
    }

    [Fact]
    public async Task The_code_of_a_first_factor_is_none_of_a_second_and_the_other_way_round()
    {
        var first = (await Begin("ana", ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Email] });
        await pool.Prefer("ana", email: new() { Enabled = true });
        var second = (await Begin("ana", ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", World.Password))).Ok;
        Assert.Equal("EMAIL_OTP", second.ChallengeName);
        var (old, newest) = (world.Sent(Mail)[0].Code!, world.Sent(Mail)[1].Code!);
        if (old.Length == 6)
            (old, newest) = (newest, old);
        Assert.False((await Answer("EMAIL_OTP", second.Session, ("EMAIL_OTP_CODE", old))).IsOk);
        Assert.False((await Answer("EMAIL_OTP", first.Session, ("EMAIL_OTP_CODE", newest))).IsOk);
        Assert.NotNull((await Answer("EMAIL_OTP", second.Session, ("EMAIL_OTP_CODE", newest))).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_step_answers_its_own_challenge_for_its_own_person_and_application()
    {
        pool.User("bob", "bob@example.com");
        var choice = (await Begin("ana")).Ok.Session;
        foreach (var (challenge, member) in new[] { ("PASSWORD", "PASSWORD"), ("PASSWORD_SRP", "SRP_A"), ("SMS_OTP", "SMS_OTP_CODE"), ("EMAIL_OTP", "EMAIL_OTP_CODE"), ("SMS_MFA", "SMS_MFA_CODE") })
            Assert.Equal(Texts.SessionInvalid, (await Answer(challenge, choice, (member, World.Password))).Refusal);

        Assert.Equal(Texts.SessionInvalid, (await Answer("SELECT_CHALLENGE", choice, "bob", ("ANSWER", "EMAIL_OTP"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Answer("SELECT_CHALLENGE", choice, "nobody", ("ANSWER", "EMAIL_OTP"))).Refusal);
        var other = pool.Client(client => client with { Ways = SignInWays.Choice });
        Assert.Equal(Texts.SessionInvalid, (await other.Respond("SELECT_CHALLENGE", choice, ("USERNAME", "ana"), ("ANSWER", "EMAIL_OTP"))).Refusal);
        Assert.True((await Answer("SELECT_CHALLENGE", choice, ("ANSWER", "EMAIL_OTP"))).IsOk);
        Assert.Equal(Texts.SessionSpent, (await Answer("SELECT_CHALLENGE", choice, ("ANSWER", "EMAIL_OTP"))).Refusal);
    }

    [Fact]
    public async Task Five_codes_an_hour_and_no_more_are_sent_to_a_person_or_pretended_for_a_stranger()
    {
        var hiding = Hiding();
        var stranger = await StrangerWith(hiding, "EMAIL_OTP");
        foreach (var name in new[] { "ana", stranger })
        {
            for (var sent = 0; sent < 5; sent++)
                Assert.Equal("EMAIL_OTP", (await Begin(hiding, name, ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok.ChallengeName);
            Assert.Equal(Texts.TooManyRequests, (await Begin(hiding, name, ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Refusal);
        }

        Assert.Equal(5, world.Sent().Count);
    }

    [Fact]
    public async Task Guessing_at_codes_is_stopped_alike_for_people_and_strangers_and_locks_no_second_factor()
    {
        var hiding = Hiding();
        var answers = new List<string[]>();
        foreach (var name in new[] { "ana", await StrangerWith(hiding, "EMAIL_OTP") })
        {
            var asked = (await Begin(hiding, name, ("PREFERRED_CHALLENGE", "EMAIL_OTP"))).Ok;
            var said = new List<string>();
            for (var guess = 0; guess < 8; guess++)
            {
                said.Add((await hiding.Respond("EMAIL_OTP", asked.Session, ("USERNAME", name), ("EMAIL_OTP_CODE", "00000000"))).Refusal);
                if (guess == 6)
                    world.Wait(TimeSpan.FromSeconds(5));
            }

            answers.Add([.. said]);
        }

        Assert.Equal([.. Enumerable.Repeat(Texts.FactorMismatch, 5), Texts.Locked, Texts.Locked, Texts.CodeExpired], answers[0]);
        Assert.Equal(answers[0], answers[1]);
        Assert.False(await world.Get<Gatehouse.Identity.Limits>().IsLocked(Lockout.OfFactors, pool.Id, ana.Sub, default));
    }

    [Fact]
    public async Task A_stranger_is_offered_a_choice_that_people_have_the_same_each_time()
    {
        var hiding = Hiding();
        var (shapes, length) = (new HashSet<string>(), (await Begin(hiding, "ana")).Ok.Session!.Length);

        // The rarest of the choices is that of one stranger in sixty-four or so: so many miss it less than once in a billion runs.
        for (var i = 0; i < 2_000; i++)
        {
            var (once, again) = ((await Begin(hiding, $"stranger{i}")).Ok, (await Begin(hiding, $"STRANGER{i}")).Ok);
            Assert.Equal("SELECT_CHALLENGE", once.ChallengeName);
            Assert.Equal(once.AvailableChallenges, again.AvailableChallenges);
            Assert.Equal(length, once.Session!.Length);
            shapes.Add(string.Join(' ', once.AvailableChallenges!));
        }

        Assert.Equal(7, shapes.Count);
        Assert.Contains("EMAIL_OTP", shapes);
        Assert.Contains("PASSWORD PASSWORD_SRP", shapes);
        Assert.Contains("PASSWORD PASSWORD_SRP EMAIL_OTP SMS_OTP", shapes);
    }

    [Fact]
    public async Task A_stranger_s_password_is_wrong_and_proven_wrong_by_SRP()
    {
        var hiding = Hiding();
        var nobody = await StrangerWith(hiding, "PASSWORD");
        Assert.Equal(Texts.WrongPassword, (await Begin(hiding, nobody, ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", World.Password))).Refusal);
        var asked = (await Begin(hiding, nobody, ("PREFERRED_CHALLENGE", "PASSWORD"))).Ok;
        Assert.Equal(Texts.WrongPassword, (await hiding.Respond("PASSWORD", asked.Session, ("USERNAME", nobody), ("PASSWORD", World.Password))).Refusal);
        Assert.Equal("PASSWORD_VERIFIER", (await Begin(hiding, nobody, ("PREFERRED_CHALLENGE", "PASSWORD_SRP"), ("SRP_A", new SrpProver().A))).Ok.ChallengeName);
    }

    [Fact]
    public async Task Where_strangers_are_not_hidden_they_are_told() => Assert.Equal(Texts.NoUser, (await Begin("nobody")).Refusal);

    [Fact]
    public async Task Somebody_who_came_meanwhile_is_not_the_stranger_who_began()
    {
        var hiding = Hiding();
        var asked = (await Begin(hiding, "new")).Ok;
        pool.User("new");
        Assert.Equal(
            Texts.SessionInvalid, (await hiding.Respond("SELECT_CHALLENGE", asked.Session, ("USERNAME", "new"), ("ANSWER", "PASSWORD"), ("PASSWORD", World.Password))).Refusal);
    }

    [Fact]
    public async Task It_works_from_a_server_too()
    {
        var asked = (await app.AdminInitiate("USER_AUTH", ("USERNAME", "ana"))).Ok;
        Assert.Equal(["PASSWORD", "PASSWORD_SRP", "EMAIL_OTP", "SMS_OTP"], asked.AvailableChallenges);
        Assert.NotNull((await app.AdminInitiate("USER_AUTH", ("USERNAME", "ana"), ("PREFERRED_CHALLENGE", "PASSWORD"), ("PASSWORD", World.Password))).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_client_that_may_not_is_refused()
    {
        var other = pool.Client();
        Assert.Equal("InvalidParameterException: USER_AUTH flow not enabled for this client", (await Begin(other, "ana")).Refusal);
        Assert.Equal("InvalidParameterException: Auth flow not enabled for this client", (await other.AdminInitiate("USER_AUTH", ("USERNAME", "ana"))).Refusal);
    }

    [Theory]
    [InlineData("SELECT_CHALLENGE", "ANSWER")]
    [InlineData("PASSWORD", "PASSWORD")]
    [InlineData("PASSWORD_SRP", "SRP_A")]
    [InlineData("SMS_OTP", "SMS_OTP_CODE")]
    public async Task Without_its_members_an_answer_is_none(string challenge, string member)
    {
        Assert.Equal($"InvalidParameterException: Missing required parameter {member}", (await Answer(challenge, new string('x', 20))).Refusal);
        Assert.Equal("InvalidParameterException: Missing required parameter Session", (await Answer(challenge, null, (member, "PASSWORD"))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Answer(challenge, new string('x', 20), (member, "PASSWORD"))).Refusal);
    }

    private TestClient Hiding() => pool.Client(client => client with { Ways = SignInWays.Choice, HidesUnknownUsers = true });

    private async Task<string> StrangerWith(TestClient client, string challenge)
    {
        for (var i = 0; ; i++)
        {
            if ((await Begin(client, $"nobody{i}")).Ok.AvailableChallenges!.Contains(challenge))
                return $"nobody{i}";
        }
    }

    private Task<Said<InitiateAuthResponse>> Begin(string name, params (string, string)[] more) => Begin(app, name, more);

    private static Task<Said<InitiateAuthResponse>> Begin(TestClient client, string name, params (string, string)[] more) =>
        client.Initiate("USER_AUTH", [("USERNAME", name), .. more]);

    private Task<Said<RespondToAuthChallengeResponse>> Answer(string challenge, string? session, params (string, string)[] answers) =>
        Answer(challenge, session, "ana", answers);

    private Task<Said<RespondToAuthChallengeResponse>> Answer(string challenge, string? session, string name, params (string, string)[] answers) =>
        app.Respond(challenge, session, [("USERNAME", name), .. answers]);

    private Task<Said<RespondToAuthChallengeResponse>> Prove(SrpProver prover, string? challenge, IReadOnlyDictionary<string, string>? asked)
    {
        Assert.Equal("PASSWORD_VERIFIER", challenge);
        return app.Respond("PASSWORD_VERIFIER", null, prover.Answers(asked!, pool.Id, World.Password, world.Now));
    }
}
