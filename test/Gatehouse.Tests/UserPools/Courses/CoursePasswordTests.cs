using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Custom challenges with the password, second factors and devices among them.</summary>
public sealed class CoursePasswordTests
{
    private const string Phone = "+15550001234";

    private readonly CourseWorld at = new(pool => pool with { SecondFactors = [SecondFactor.Sms, SecondFactor.Email] });
    private readonly SrpProver prover = new();

    [Fact]
    public async Task The_password_comes_first_then_the_riddle()
    {
        at.Pool.User("ana");
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = await Begin("ana");
        Assert.Equal(["SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "USER_ID_FOR_SRP"], asked.ChallengeParameters!.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["SRP_A:true"], at.Rounds);

        var riddle = (await Prove(asked)).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", riddle.ChallengeName);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true"], at.Rounds);
        Assert.NotNull((await at.Solve("ana", riddle.Session)).Ok.AuthenticationResult);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true", "CUSTOM_CHALLENGE:true"], at.Rounds);
    }

    [Fact]
    public async Task Or_the_riddle_first_and_then_the_password()
    {
        at.Pool.User("ana");
        at.Course("CUSTOM_CHALLENGE", "PASSWORD_VERIFIER");
        var riddle = await at.Riddle("ana", First());
        var asked = (await at.Solve("ana", riddle.Session)).Ok;
        Assert.Equal("PASSWORD_VERIFIER", asked.ChallengeName);
        var proof = prover.Answers(asked.ChallengeParameters!, at.Pool.Id, World.Password, at.World.Now);
        Assert.NotNull((await at.App.Respond("PASSWORD_VERIFIER", asked.Session, proof)).Ok.AuthenticationResult);
        Assert.Equal(["SRP_A:true", "CUSTOM_CHALLENGE:true", "PASSWORD_VERIFIER:true"], at.Rounds);
    }

    [Fact]
    public async Task A_function_may_not_care_for_the_password_that_was_offered()
    {
        at.Pool.User("ana");
        at.Course("CUSTOM_CHALLENGE");
        Assert.NotNull((await at.Solve("ana", (await at.Riddle("ana", First())).Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task The_password_is_asked_once()
    {
        at.Pool.User("ana");
        at.Functions.Respond("DefineAuthChallenge", """{"challengeName":"PASSWORD_VERIFIER"}""");
        Assert.Equal(CourseWorld.NotUnderstood, (await Prove(await Begin("ana"))).Refusal);
    }

    [Fact]
    public async Task A_wrong_password_is_one_and_the_function_does_not_hear_of_it()
    {
        at.Pool.User("ana");
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = await Begin("ana");
        Assert.Equal(Texts.WrongPassword, (await Prove(asked, World.Wrong)).Refusal);
        Assert.Single(at.Asked("DefineAuthChallenge"));
        Assert.True((await Prove(asked)).IsOk);
        Assert.Equal(Texts.SessionSpent, (await Prove(asked)).Refusal);
    }

    [Fact]
    public async Task Wrong_passwords_count_as_they_do_elsewhere()
    {
        at.Pool.User("ana");
        at.Course("PASSWORD_VERIFIER");
        for (var i = 0; i < 5; i++)
            Assert.Equal(Texts.WrongPassword, (await Prove(await Begin("ana"), World.Wrong)).Refusal);
        Assert.Equal(Texts.Locked, (await Prove(await Begin("ana"))).Refusal);
        Assert.Equal(Texts.Locked, (await at.Pool.Client().SignIn("ana")).Refusal);
    }

    [Fact]
    public async Task The_proof_without_its_session_is_worth_nothing()
    {
        at.Pool.User("ana");
        at.App.Change(client => client with { Ways = SignInWays.Custom | SignInWays.Srp });
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = await Begin("ana");
        var proof = prover.Answers(asked.ChallengeParameters!, at.Pool.Id, World.Password, at.World.Now);
        Assert.Equal(Texts.WrongPassword, (await at.App.Respond("PASSWORD_VERIFIER", null, proof)).Refusal);

        Assert.Equal(Texts.WrongPassword, (await at.App.Respond("PASSWORD_VERIFIER", (await Begin("ana")).Session, proof)).Refusal);
        Assert.True((await at.App.Respond("PASSWORD_VERIFIER", asked.Session, proof)).IsOk);
    }

    [Fact]
    public async Task Nor_does_the_proof_of_a_plain_sign_in_go_on_with_a_course()
    {
        at.Pool.User("ana");
        at.App.Change(client => client with { Ways = SignInWays.Custom | SignInWays.Srp });
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var srp = new SrpSignIn(at.App);
        var proof = srp.Answers(await srp.Begin("ana"), World.Password);
        Assert.Equal(Texts.WrongPassword, (await at.App.Respond("PASSWORD_VERIFIER", (await Begin("ana")).Session, proof)).Refusal);

        var riddle = (await Prove(await Begin("ana"))).Ok.Session;
        at.Functions.Respond("DefineAuthChallenge", """{"failAuthentication":true}""");
        Assert.NotNull((await at.App.Respond("PASSWORD_VERIFIER", riddle, proof)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task An_A_that_shows_the_key_is_refused_before_anybody_is_asked()
    {
        at.Pool.User("ana");
        foreach (var a in (string[])["0", "zz", new string('f', 2_000)])
        {
            Assert.Equal(
                "InvalidParameterException: Invalid SRP_A value.", (await at.Begin("ana", ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", a))).Refusal);
        }

        Assert.Empty(at.Functions.Asked);
    }

    [Fact]
    public async Task Leading_zeros_and_an_odd_length_do_no_harm()
    {
        at.Pool.User("ana");
        at.Course("PASSWORD_VERIFIER");
        foreach (var zeros in (string[])["0", "00", "000"])
        {
            var asked = (await at.Begin("ana", ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", zeros + prover.A))).Ok;
            Assert.NotNull((await Prove(asked)).Ok.AuthenticationResult);
        }
    }

    [Fact]
    public async Task Whose_password_must_be_recovered_is_told_so()
    {
        at.Pool.User("ana", with: user => user with { Status = UserStatus.ResetRequired });
        at.Course("PASSWORD_VERIFIER");
        Assert.Equal(Texts.ResetRequired, (await at.Begin("ana", First())).Refusal);
        at.Hiding();
        Assert.Equal(Texts.WrongPassword, (await Prove(await Begin("ana"))).Refusal);
    }

    [Fact]
    public async Task Who_has_a_temporary_password_replaces_it_and_then_meets_the_riddle()
    {
        await at.Pool.Create("ana", request => request with { TemporaryPassword = World.Password, MessageAction = "SUPPRESS" });
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal("NEW_PASSWORD_REQUIRED", asked.ChallengeName);
        var riddle = (await at.App.ChooseNewPassword("ana", asked.Session)).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", riddle.ChallengeName);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true"], at.Rounds);
        Assert.NotNull((await at.Solve("ana", riddle.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Whoever_has_a_second_factor_proves_it_after_the_password_and_before_the_function_goes_on()
    {
        at.Pool.User("ana", phone: Phone, with: On(SecondFactor.Sms));
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal("SMS_MFA", asked.ChallengeName);
        Assert.Single(at.Asked("DefineAuthChallenge"));
        Assert.Equal(Texts.FactorMismatch, (await at.App.Answer("ana", "SMS_MFA", asked.Session, "000000")).Refusal);

        var riddle = (await at.App.Answer("ana", "SMS_MFA", asked.Session, at.World.CodeTo(Phone))).Ok;
        Assert.Equal("CUSTOM_CHALLENGE", riddle.ChallengeName);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true", "SMS_MFA:true"], at.Rounds);
        Assert.NotNull((await at.Solve("ana", riddle.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Of_several_the_person_chooses()
    {
        at.Pool.User("ana", "ana@example.com", Phone, with: On(SecondFactor.Sms, SecondFactor.Email));
        at.Course("PASSWORD_VERIFIER");
        var choice = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal("SELECT_MFA_TYPE", choice.ChallengeName);
        var asked = (await at.App.Respond("SELECT_MFA_TYPE", choice.Session, ("USERNAME", "ana"), ("ANSWER", "EMAIL_OTP"))).Ok;
        Assert.NotNull((await at.App.Answer("ana", "EMAIL_OTP", asked.Session, at.World.CodeTo("ana@example.com"))).Ok.AuthenticationResult);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true", "EMAIL_OTP:true"], at.Rounds);
    }

    [Fact]
    public async Task Who_must_have_one_and_has_none_sets_it_up_on_the_way()
    {
        at.Pool.Change(pool => pool with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken] });
        at.Pool.User("ana");
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var due = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal("MFA_SETUP", due.ChallengeName);
        var given = (await at.App.Associate(due.Session)).Ok;
        var verified = (await at.App.VerifyToken(given.Session, new AuthenticatorApp(at.World, given.SecretCode!).Code())).Ok;
        var riddle = (await at.App.Respond("MFA_SETUP", verified.Session, ("USERNAME", "ana"))).Ok;
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true", "SOFTWARE_TOKEN_MFA:true"], at.Rounds);
        Assert.NotNull((await at.Solve("ana", riddle.Session)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_function_can_ask_for_a_factor_that_the_person_did_not_turn_on()
    {
        at.Pool.User("ana", "ana@example.com");
        at.Course("PASSWORD_VERIFIER", "EMAIL_OTP", "CUSTOM_CHALLENGE");
        var asked = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal("EMAIL_OTP", asked.ChallengeName);
        var riddle = (await at.App.Answer("ana", "EMAIL_OTP", asked.Session, at.World.CodeTo("ana@example.com"))).Ok;
        Assert.NotNull((await at.Solve("ana", riddle.Session)).Ok.AuthenticationResult);
        Assert.Equal(["SRP_A:true", "PASSWORD_VERIFIER:true", "EMAIL_OTP:true", "CUSTOM_CHALLENGE:true"], at.Rounds);
    }

    [Fact]
    public async Task But_not_for_one_that_they_cannot_prove_nor_before_the_password()
    {
        at.Pool.User("ana", "ana@example.com");
        at.Course("PASSWORD_VERIFIER", "SMS_MFA");
        Assert.Equal(CourseWorld.NotUnderstood, (await Prove(await Begin("ana"))).Refusal);
        at.Course("EMAIL_OTP");
        Assert.Equal(CourseWorld.NotUnderstood, (await at.Begin("ana", First())).Refusal);
        Assert.Equal(CourseWorld.NotUnderstood, (await at.Begin("ana")).Refusal);
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task Nor_for_one_of_somebody_who_is_kept_out_by_now()
    {
        at.Pool.User("ana", "ana@example.com");
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE", "EMAIL_OTP");
        var riddle = (await Prove(await Begin("ana"))).Ok;
        await at.Pool.Disable("ana");
        Assert.Equal(CourseWorld.NotUnderstood, (await at.Solve("ana", riddle.Session)).Refusal);
        Assert.Empty(at.World.Sent());
    }

    [Fact]
    public async Task A_riddle_that_just_fits_leaves_room_for_what_follows()
    {
        at.Pool.User("ana");
        at.Course("CUSTOM_CHALLENGE", "PASSWORD_VERIFIER");
        var longest = 0;
        for (var length = 200; length < 1_000; length++)
        {
            at.Functions.Respond("CreateAuthChallenge", $$"""{"challengeMetadata":"{{new string('x', length)}}"}""");
            if (await at.Begin("ana", First()) is not { Value.Session: { } session })
                break;

            longest = Math.Max(longest, session.Length);
            if (session.Length > 1_950)
                Assert.InRange((await at.Solve("ana", session)).Ok.Session!.Length, 20, Steps.Longest);
        }

        Assert.InRange(longest, 1_950, Steps.Longest);
    }

    [Fact]
    public async Task Who_proves_no_password_is_asked_for_no_second_factor()
    {
        at.Pool.Change(pool => pool with { RequiresSecondFactor = true });
        at.Pool.User("ana", phone: Phone, with: On(SecondFactor.Sms));
        Assert.NotNull((await at.In("ana")).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_session_of_the_second_factor_does_not_answer_a_riddle()
    {
        at.Pool.User("ana", phone: Phone, with: On(SecondFactor.Sms));
        at.Course("PASSWORD_VERIFIER", "CUSTOM_CHALLENGE");
        var asked = (await Prove(await Begin("ana"))).Ok;
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("ana", asked.Session)).Refusal);
        var riddle = (await at.App.Answer("ana", "SMS_MFA", asked.Session, at.World.CodeTo(Phone))).Ok;
        Assert.Equal(Texts.SessionInvalid, (await at.App.Answer("ana", "SMS_MFA", riddle.Session, at.World.CodeTo(Phone))).Refusal);
        Assert.Equal(Texts.SessionInvalid, (await Prove(riddle.Session, asked.ChallengeParameters!)).Refusal);
    }

    private static Func<UserState, UserState> On(params SecondFactor[] factors) => state => state with { Factors = new() { On = factors } };

    private (string, string)[] First() => [("CHALLENGE_NAME", "SRP_A"), ("SRP_A", prover.A)];

    private async Task<InitiateAuthResponse> Begin(string name)
    {
        var asked = (await at.Begin(name, First())).Ok;
        Assert.Equal("PASSWORD_VERIFIER", asked.ChallengeName);
        return asked;
    }

    private Task<Said<RespondToAuthChallengeResponse>> Prove(InitiateAuthResponse asked, string password = World.Password) =>
        at.App.Respond("PASSWORD_VERIFIER", asked.Session, prover.Answers(asked.ChallengeParameters!, at.Pool.Id, password, at.World.Now));

    private Task<Said<RespondToAuthChallengeResponse>> Prove(string? session, IReadOnlyDictionary<string, string> asked) =>
        at.App.Respond("SOFTWARE_TOKEN_MFA", session, ("USERNAME", asked["USER_ID_FOR_SRP"]), ("SOFTWARE_TOKEN_MFA_CODE", "000000"));
}
