using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>SMS_MFA, EMAIL_OTP as second factor, and SELECT_MFA_TYPE.</summary>
public class CodeSignInTests
{
    private const string Phone = "+15550001234";
    private const string Mail = "ana@example.com";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public CodeSignInTests()
    {
        pool = world.Pool(rules => rules with { SecondFactors = [SecondFactor.Sms, SecondFactor.Email], Names = new() { Aliases = [Attributes.Email] } });
        app = pool.Client();
        ana = pool.User("ana", Mail, Phone, proven: false, with: On(SecondFactor.Sms));
    }

    public static TheoryData<SecondFactor, string, string, string> Ways => new()
    {
        { SecondFactor.Sms, "SMS_MFA", "SMS", "+*******1234" },
        { SecondFactor.Email, "EMAIL_OTP", "EMAIL", "a***@e***" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_code_goes_out_and_the_challenge_tells_where(SecondFactor factor, string challenge, string medium, string masked)
    {
        Choose(factor);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(challenge, asked.ChallengeName);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["CODE_DELIVERY_DELIVERY_MEDIUM"] = medium, ["CODE_DELIVERY_DESTINATION"] = masked, ["USER_ID_FOR_SRP"] = "ana",
            },
            asked.ChallengeParameters);

        var message = Assert.Single(world.Sent());
        Assert.Equal((MessagePurpose.Authentication, factor is SecondFactor.Sms ? Phone : Mail), (message.Purpose, message.Destination));
        Assert.Equal($"Your authentication code is {message.Code}.", message.Body);
        Assert.Matches("^[0-9]{6}$", message.Code);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_code_signs_in_and_proves_the_address(SecondFactor factor, string challenge, string medium, string masked)
    {
        Choose(factor);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.NotNull((await app.Answer("ana", asked, Code(factor))).Ok.AuthenticationResult);
        Assert.True(ana.Now.HasProven(User.AddressOf(factor)!), $"{challenge} {medium} {masked}");
    }

    [Fact]
    public async Task The_pool_words_the_messages()
    {
        pool.Change(rules => rules with { Messages = new() { FactorSms = "Use {####}", FactorSubject = "Hello {####}", FactorEmail = "<b>{####}</b>" } });
        await app.SignIn("ana");
        Choose(SecondFactor.Email);
        await app.SignIn("ana");
        Assert.Equal(($"Use {world.CodeTo(Phone)}", ""), (world.Sent(Phone)[0].Body, world.Sent(Phone)[0].Subject));
        Assert.Equal(($"<b>{world.CodeTo(Mail)}</b>", $"Hello {world.CodeTo(Mail)}"), (world.Sent(Mail)[0].Body, world.Sent(Mail)[0].Subject));
    }

    [Fact]
    public async Task An_address_that_is_another_person_s_name_by_now_is_not_proven_by_it()
    {
        Choose(SecondFactor.Email);
        pool.User("bob", Mail);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.NotNull((await app.Answer("ana", asked, Code(SecondFactor.Email))).Ok.AuthenticationResult);
        Assert.False(ana.Now.HasProven(Attributes.Email));
        Assert.Equal("bob", pool.Find(Mail)!.Username);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_code_works_once(SecondFactor factor, string challenge, string medium, string masked)
    {
        Choose(factor);
        var asked = (await app.SignIn("ana")).Ok;
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => app.Answer("ana", asked, Code(factor)))));
        Assert.Single(answers, answer => answer.IsOk);
        Assert.All(answers.Where(answer => !answer.IsOk), answer => Assert.True(answer.Refusal is Texts.CodeExpired or Texts.SessionSpent, $"{challenge} {medium} {masked}: {answer.Refusal}"));
    }

    [Fact]
    public async Task A_wrong_code_leaves_the_session_open()
    {
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(Texts.FactorMismatch, (await app.Answer("ana", asked, Wrong(SecondFactor.Sms))).Refusal);
        Assert.True((await app.Answer("ana", asked, Code(SecondFactor.Sms))).IsOk);
    }

    [Fact]
    public async Task A_code_dies_of_five_wrong_guesses_and_the_sixth_right_one_is_refused()
    {
        var asked = (await app.SignIn("ana")).Ok;
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal(Texts.FactorMismatch, (await app.Answer("ana", asked, Wrong(SecondFactor.Sms))).Refusal);

        Assert.Equal(Texts.Locked, (await app.Answer("ana", asked, Code(SecondFactor.Sms))).Refusal);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Texts.CodeExpired, (await app.Answer("ana", asked, Code(SecondFactor.Sms))).Refusal);
        Assert.True((await app.Answer("ana", (await app.SignIn("ana")).Ok, Code(SecondFactor.Sms))).IsOk);
    }

    [Fact]
    public async Task A_thousand_guesses_at_ever_new_codes_come_to_a_handful()
    {
        var judged = 0;
        for (var guess = 0; guess < 1_000; guess++)
        {
            var asked = await app.SignIn("ana");
            if (asked.IsOk && (await app.Answer("ana", asked.Ok, Wrong(SecondFactor.Sms))).Refusal == Texts.FactorMismatch)
                judged++;
            world.Wait(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(judged, 5, 15);
    }

    [Fact]
    public async Task A_code_of_an_older_sign_in_or_of_another_is_not_accepted()
    {
        var first = (await app.SignIn("ana")).Ok;
        var old = Code(SecondFactor.Sms);
        world.Wait(TimeSpan.FromSeconds(1));
        var second = (await app.SignIn("ana")).Ok;
        var newest = Code(SecondFactor.Sms);
        Assert.NotEqual(old, newest);
        Assert.False((await app.Answer("ana", first, old)).IsOk);
        Assert.False((await app.Answer("ana", first, newest)).IsOk);
        Assert.False((await app.Answer("ana", second, old)).IsOk);
        Assert.True((await app.Answer("ana", second, newest)).IsOk);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public async Task A_code_is_good_for_as_long_as_the_step(int seconds, bool good)
    {
        var asked = (await app.SignIn("ana")).Ok;
        world.Wait(TimeSpan.FromMinutes(3) + TimeSpan.FromSeconds(seconds));
        var answer = await app.Answer("ana", asked, Code(SecondFactor.Sms));
        Assert.Equal(good ? null : Texts.SessionExpired, answer.IsOk ? null : answer.Refusal);
    }

    [Fact]
    public async Task A_code_of_a_sign_in_opens_nothing_else_and_no_other_code_signs_in()
    {
        await app.SignIn("ana");
        var code = Code(SecondFactor.Sms);
        await pool.Update("ana", ("phone_number_verified", "true"));
        Assert.Equal(Texts.CodeExpired, (await app.ConfirmForgot("ana", code)).Refusal);

        Choose(SecondFactor.Email);
        await app.Forgot("ana");
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(Texts.FactorMismatch, (await app.Answer("ana", asked, Code(SecondFactor.Sms))).Refusal);
    }

    [Fact]
    public async Task Fifteen_codes_an_hour_and_no_more_are_sent_to_a_person()
    {
        for (var sent = 0; sent < 15; sent++)
            Assert.True((await app.SignIn("ana")).IsOk);

        Assert.Equal(Texts.TooManyRequests, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.TooManyRequests, (await pool.Client().SignIn(ana.Sub)).Refusal);
        Assert.Equal(15, world.Sent(Phone).Count);
        world.Wait(TimeSpan.FromHours(1));
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_number_that_changes_kills_the_code_that_went_to_the_old_one()
    {
        var asked = (await app.SignIn("ana")).Ok;
        await pool.Update("ana", ("phone_number", "+15550007777"));
        Assert.Equal(Texts.CodeExpired, (await app.Answer("ana", asked, Code(SecondFactor.Sms))).Refusal);
    }

    [Fact]
    public async Task One_of_several_is_chosen()
    {
        Choose(SecondFactor.Sms, SecondFactor.Email);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal("SELECT_MFA_TYPE", asked.ChallengeName);
        Assert.Equal("""["SMS_MFA","EMAIL_OTP"]""", asked.ChallengeParameters!["MFAS_CAN_CHOOSE"]);
        Assert.Equal("ana", asked.ChallengeParameters["USER_ID_FOR_SRP"]);
        Assert.Empty(world.Sent());

        var chosen = (await app.Respond("SELECT_MFA_TYPE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "EMAIL_OTP"))).Ok;
        Assert.Equal("EMAIL_OTP", chosen.ChallengeName);
        Assert.NotNull((await app.Answer("ana", "EMAIL_OTP", chosen.Session, Code(SecondFactor.Email))).Ok.AuthenticationResult);
        Assert.Equal(Texts.SessionSpent, (await app.Respond("SELECT_MFA_TYPE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "SMS_MFA"))).Refusal);
    }

    [Fact]
    public async Task The_preferred_one_is_not_chosen_first()
    {
        pool.World.Store.Users.Change(pool.Now, ana.Sub, user => Prefer(user, SecondFactor.Email), false, default).Done();
        Assert.Equal("EMAIL_OTP", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Theory]
    [InlineData("SOFTWARE_TOKEN_MFA")]
    [InlineData("WEB_AUTHN")]
    [InlineData("sms_mfa")]
    [InlineData("NONE")]
    public async Task What_was_not_offered_is_not_chosen_and_the_choice_stays_open(string answer)
    {
        Choose(SecondFactor.Sms, SecondFactor.Email);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(
            "InvalidParameterException: The selected MFA type is not one of those that can be chosen.",
            (await app.Respond("SELECT_MFA_TYPE", asked.Session, ("USERNAME", "ana"), ("ANSWER", answer))).Refusal);
        Assert.True((await app.Respond("SELECT_MFA_TYPE", asked.Session, ("USERNAME", "ana"), ("ANSWER", "SMS_MFA"))).IsOk);
    }

    [Fact]
    public async Task The_choice_is_no_proof()
    {
        Choose(SecondFactor.Sms, SecondFactor.Email);
        var asked = (await app.SignIn("ana")).Ok;
        foreach (var challenge in new[] { "SMS_MFA", "EMAIL_OTP", "SOFTWARE_TOKEN_MFA" })
            Assert.Equal(Texts.SessionInvalid, (await app.Answer("ana", challenge, asked.Session, "123456")).Refusal);
    }

    [Fact]
    public async Task A_code_is_not_kept_in_clear()
    {
        await app.SignIn("ana");
        var kept = ana.Now.State.Codes[CodePurpose.SignIn];
        Assert.DoesNotContain(Code(SecondFactor.Sms), System.Text.Encoding.UTF8.GetString(kept.Mac), StringComparison.Ordinal);
        Assert.Equal(32, kept.Mac.Length);
    }

    private string Code(SecondFactor factor) => world.CodeTo(factor is SecondFactor.Sms ? Phone : Mail);

    private string Wrong(SecondFactor factor) => Code(factor) == "000000" ? "000001" : "000000";

    private void Choose(params SecondFactor[] factors) =>
        Assert.True(world.Store.Users.Change(pool.Now, ana.Sub, user => Set(user, new() { On = factors }), false, default).Done().Outcome);

    private bool Prefer(User user, SecondFactor factor) => Set(user, new() { On = [SecondFactor.Sms, SecondFactor.Email], Preferred = factor });

    private bool Set(User user, ChosenFactors factors)
    {
        user.Choose(factors, world.Now);
        return true;
    }

    private static Func<UserState, UserState> On(params SecondFactor[] factors) => state => state with { Factors = new() { On = factors } };
}
