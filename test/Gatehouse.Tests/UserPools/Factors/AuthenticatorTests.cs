using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Factors;

/// <summary>AssociateSoftwareToken, VerifySoftwareToken and AdminDeleteSoftwareToken, for people who are signed in.</summary>
public class AuthenticatorTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public AuthenticatorTests()
    {
        pool = world.Pool(rules => rules with { SecondFactors = [SecondFactor.SoftwareToken] });
        app = pool.Client();
        ana = pool.User("ana");
    }

    [Fact]
    public async Task A_secret_has_a_hundred_and_sixty_bits_and_is_new_each_time()
    {
        var bearer = await app.In("ana");
        var answers = new[] { (await bearer.Associate()).Ok, (await bearer.Associate()).Ok };
        Assert.All(answers, answer => Assert.Matches("^[A-Z2-7]{32}$", answer.SecretCode));
        Assert.All(answers, answer => Assert.Null(answer.Session));
        Assert.NotEqual(answers[0].SecretCode, answers[1].SecretCode);
    }

    [Fact]
    public async Task The_first_code_proves_it_and_names_the_device()
    {
        var bearer = await app.In("ana");
        var phone = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        var verified = (await bearer.VerifyToken(phone.Code(), "Ana's phone")).Ok;
        Assert.Equal(("SUCCESS", null), (verified.Status, verified.Session));
        Assert.Equal("Ana's phone", ana.Now.State.Authenticators!.Proven!.Name);
        Assert.Null(ana.Now.State.Authenticators.Given);
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public async Task A_device_has_a_name_of_reasonable_length(int length, bool good)
    {
        var bearer = await app.In("ana");
        var phone = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        Assert.Equal(good, (await bearer.VerifyToken(phone.Code(), new string('n', length))).IsOk);
    }

    [Fact]
    public async Task Proven_it_is_not_asked_for_until_it_is_turned_on()
    {
        var bearer = await app.In("ana");
        await bearer.SetUpAuthenticator(turnOn: false);
        Assert.Null((await bearer.Get()).Ok.UserMFASettingList);
        Assert.NotNull((await app.SignIn("ana")).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_it_is_asked_for_once_proven()
    {
        var bearer = await app.In("ana");
        pool.Change(rules => rules with { RequiresSecondFactor = true });
        await bearer.SetUpAuthenticator(turnOn: false);
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task A_wrong_code_proves_nothing()
    {
        var bearer = await app.In("ana");
        var phone = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        Assert.Equal(Texts.TokenNotProven, (await bearer.VerifyToken(phone.Wrong())).Refusal);
        Assert.Null(ana.Now.State.Authenticators!.Proven);
        Assert.True((await bearer.VerifyToken(phone.Code())).IsOk);
    }

    [Fact]
    public async Task Only_the_newest_secret_is_proven_and_the_old_authenticator_works_until_then()
    {
        var bearer = await app.In("ana");
        var old = await bearer.SetUpAuthenticator();
        var forgotten = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        var next = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        Assert.Equal(Texts.TokenNotProven, (await bearer.VerifyToken(forgotten.Code())).Refusal);
        Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", (await app.SignIn("ana")).Ok, next.Code())).Refusal);
        Assert.True((await app.Answer("ana", (await app.SignIn("ana")).Ok, old.Code())).IsOk);

        Assert.True((await bearer.VerifyToken(next.Code())).IsOk);
        world.Wait(TimeSpan.FromSeconds(30));
        Assert.Equal(Texts.TokenMismatch, (await app.Answer("ana", (await app.SignIn("ana")).Ok, old.Code())).Refusal);
        Assert.True((await app.Answer("ana", (await app.SignIn("ana")).Ok, next.Code())).IsOk);
    }

    [Fact]
    public async Task Without_a_secret_there_is_nothing_to_prove() => Assert.Equal(Texts.NoToken, (await (await app.In("ana")).VerifyToken("123456")).Refusal);

    [Fact]
    public async Task Of_many_who_prove_it_at_once_one_does()
    {
        var bearer = await app.In("ana");
        var phone = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        var answers = await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => Task.Run(() => bearer.VerifyToken(phone.Code()))));
        Assert.Single(answers, answer => answer.IsOk);
    }

    [Fact]
    public async Task First_codes_are_tried_fifteen_times_an_hour_over_all_sessions()
    {
        var (one, two) = (await app.In("ana"), await app.In("ana"));
        var phone = new AuthenticatorApp(world, (await one.Associate()).Ok.SecretCode!);
        for (var guess = 0; guess < 15; guess++)
            Assert.Equal(Texts.TokenNotProven, (await (guess % 2 == 0 ? one : two).VerifyToken(phone.Wrong())).Refusal);
        Assert.Equal(Texts.TooManyRequests, (await two.VerifyToken(phone.Code())).Refusal);
    }

    [Fact]
    public async Task A_pool_without_authenticators_gives_no_secret()
    {
        var bearer = await app.In("ana");
        pool.Change(rules => rules with { SecondFactors = [SecondFactor.Sms] });
        Assert.Equal(Texts.TokensNotOffered, (await bearer.Associate()).Refusal);
    }

    [Fact]
    public async Task A_token_or_a_session_and_not_both()
    {
        var token = (await app.In("ana")).Token;
        var session = new string('x', 40);
        const string neither = "InvalidParameterException: Either AccessToken or Session must be provided.";
        const string both = "InvalidParameterException: Only one of AccessToken and Session can be provided.";
        Assert.Equal(neither, (await world.Call(world.Op<AssociateSoftwareToken>(), new())).Refusal);
        Assert.Equal(both, (await world.Call(world.Op<AssociateSoftwareToken>(), new() { AccessToken = token, Session = session })).Refusal);
        Assert.Equal(neither, (await world.Call(world.Op<VerifySoftwareToken>(), new() { UserCode = "123456" })).Refusal);
        Assert.Equal(both, (await world.Call(world.Op<VerifySoftwareToken>(), new() { AccessToken = token, Session = session, UserCode = "123456" })).Refusal);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("12345a")]
    public async Task What_is_not_six_digits_is_refused_by_its_form(string code) =>
        Assert.StartsWith("InvalidParameterException: 1 validation error detected: Value at 'userCode'", (await (await app.In("ana")).VerifyToken(code)).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task An_administrator_takes_it_away()
    {
        var bearer = await app.In("ana");
        await bearer.SetUpAuthenticator();
        await pool.Prefer("ana", token: new() { PreferredMfa = true });
        Assert.True((await pool.DeleteToken("ana")).IsOk);

        var shown = (await pool.Get("ana")).Ok;
        Assert.Null(shown.UserMFASettingList);
        Assert.Null(shown.PreferredMfaSetting);
        Assert.Null(ana.Now.State.Authenticators);
        Assert.NotNull((await app.SignIn("ana")).Ok.AuthenticationResult);
        await bearer.SetUpAuthenticator();
        Assert.Equal("SOFTWARE_TOKEN_MFA", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_another_is_set_up_then()
    {
        await (await app.In("ana")).SetUpAuthenticator();
        pool.Change(rules => rules with { RequiresSecondFactor = true });
        await pool.DeleteToken("ana");
        Assert.Equal("MFA_SETUP", (await app.SignIn("ana")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Nobody_s_is_not_taken()
    {
        Assert.True((await pool.DeleteToken("ana")).IsOk);
        Assert.Equal(Texts.NoUser, (await pool.DeleteToken("nobody")).Refusal);
        Assert.Equal(
            Texts.NoPool("eu-central-1_000000000"),
            (await world.Call(world.Op<AdminDeleteSoftwareToken>(), new AdminDeleteSoftwareTokenRequest { UserPoolId = "eu-central-1_000000000", Username = "ana" })).Refusal);
    }

    [Fact]
    public async Task A_secret_given_out_is_taken_away_too()
    {
        var bearer = await app.In("ana");
        var phone = new AuthenticatorApp(world, (await bearer.Associate()).Ok.SecretCode!);
        await pool.DeleteToken("ana");
        Assert.Equal(Texts.NoToken, (await bearer.VerifyToken(phone.Code())).Refusal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_is_that_of_the_standard(string bytes, string text) => Assert.Equal(text, Base32.Of(System.Text.Encoding.ASCII.GetBytes(bytes)));
}
