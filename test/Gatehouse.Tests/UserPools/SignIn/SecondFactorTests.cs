using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>When a pool asks for a second factor, and that no way in goes round it.</summary>
public class SecondFactorTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public SecondFactorTests()
    {
        pool = world.Pool(rules => rules with
        {
            RequiresSecondFactor = true, SecondFactors = [SecondFactor.Sms, SecondFactor.SoftwareToken, SecondFactor.Email],
        });
        app = pool.Client();
        pool.User("ana", phone: "+15550001234", with: On(SecondFactor.Sms));
    }

    [Fact]
    public async Task The_right_password_is_not_enough() => AssertAsked(Asked((await app.SignIn("ana")).Ok));

    [Fact]
    public async Task The_right_password_is_not_enough_from_a_server_either()
    {
        var answer = (await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", "ana"), ("PASSWORD", World.Password))).Ok;
        AssertAsked((answer.ChallengeName, answer.AuthenticationResult));
    }

    [Fact]
    public async Task A_proof_by_SRP_is_not_enough()
    {
        var answer = (await new SrpSignIn(app).Try("ana", World.Password)).Ok;
        AssertAsked((answer.ChallengeName, answer.AuthenticationResult));
    }

    [Fact]
    public async Task A_wrong_password_learns_nothing_of_it_and_sends_nothing()
    {
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task A_new_password_in_place_of_a_temporary_one_is_not_enough()
    {
        await pool.SetPassword("ana", World.Password, permanent: false);
        var asked = (await app.SignIn("ana")).Ok;
        Assert.Equal(ChallengeNameType.NEW_PASSWORD_REQUIRED, asked.ChallengeName);
        var answered = (await app.ChooseNewPassword("ana", asked.Session)).Ok;
        AssertAsked((answered.ChallengeName, answered.AuthenticationResult));
        Assert.NotNull((await app.Answer("ana", "SMS_MFA", answered.Session, world.CodeTo("+15550001234"))).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task A_recovered_password_is_not_enough()
    {
        pool.Change(rules => rules with { Recovery = [Attributes.Email] });
        pool.User("bob", "bob@example.com", "+15550009999", with: On(SecondFactor.Sms));
        await app.Forgot("bob");
        Assert.True((await app.ConfirmForgot("bob", world.CodeTo("bob@example.com"))).IsOk);
        AssertAsked(Asked((await app.SignIn("bob", World.Another)).Ok));
    }

    [Theory]
    [InlineData(SecondFactor.Email, "phone_number")]
    [InlineData(SecondFactor.Sms, "email")]
    public async Task A_password_is_not_given_back_through_the_second_factor(SecondFactor factor, string through)
    {
        pool.User("bob", "bob@example.com", "+15550009999", with: On(factor));
        Assert.Equal(through, (await app.Forgot("bob")).Ok.CodeDeliveryDetails!.AttributeName);
    }

    [Fact]
    public async Task Whose_only_address_is_the_second_factor_asks_an_administrator()
    {
        pool.User("bob", "bob@example.com", with: On(SecondFactor.Email));
        pool.User("eve", "eve@example.com");
        Assert.Equal(Texts.NothingVerified, (await app.Forgot("bob")).Refusal);
        Assert.Equal(Texts.NothingVerified, (await app.Forgot("eve")).Refusal);
        Assert.Equal("EMAIL_OTP", (await app.SignIn("eve")).Ok.ChallengeName);
    }

    [Fact]
    public async Task Where_it_is_no_second_factor_an_address_gives_back_the_password()
    {
        pool.Change(rules => rules with { RequiresSecondFactor = false });
        pool.User("bob", "bob@example.com");
        Assert.True((await app.Forgot("bob")).IsOk);
        pool.Change(rules => rules with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken] });
        pool.User("eve", "eve@example.com", with: On(SecondFactor.Email));
        Assert.True((await app.Forgot("eve")).IsOk);
    }

    [Fact]
    public async Task Where_it_is_optional_only_those_are_asked_who_chose_it()
    {
        pool.Change(rules => rules with { RequiresSecondFactor = false });
        pool.User("bob", "bob@example.com", "+15550009999");
        Assert.NotNull((await app.SignIn("bob")).Ok.AuthenticationResult);
        AssertAsked(Asked((await app.SignIn("ana")).Ok));
    }

    [Fact]
    public async Task Where_it_is_off_nobody_is_asked()
    {
        pool.Change(rules => rules with { RequiresSecondFactor = false, SecondFactors = [] });
        Assert.NotNull((await app.SignIn("ana")).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Where_it_is_required_an_address_is_a_factor_unasked()
    {
        pool.User("bob", "bob@example.com");
        Assert.Equal("EMAIL_OTP", (await app.SignIn("bob")).Ok.ChallengeName);
    }

    [Fact]
    public async Task A_refresh_asks_for_none()
    {
        var asked = (await app.SignIn("ana")).Ok;
        var tokens = (await app.Answer("ana", asked, world.CodeTo("+15550001234"))).Ok.AuthenticationResult!;
        Assert.NotNull((await app.Refresh(tokens.RefreshToken!)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Whoever_is_kept_out_between_the_steps_stays_out()
    {
        var asked = (await app.SignIn("ana")).Ok;
        await pool.Disable("ana");
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("ana", asked, world.CodeTo("+15550001234"))).Refusal);
        await pool.Enable("ana");
        world.Wait(TimeSpan.FromSeconds(1));
        await pool.SetPassword("ana", World.Another);
        Assert.Equal(Texts.SessionInvalid, (await app.Answer("ana", asked, world.CodeTo("+15550001234"))).Refusal);
    }

    private static Func<UserState, UserState> On(params SecondFactor[] factors) => state => state with { Factors = new() { On = factors } };

    private static (string?, AuthenticationResultType?) Asked(InitiateAuthResponse answer) => (answer.ChallengeName, answer.AuthenticationResult);

    private static void AssertAsked((string? Challenge, AuthenticationResultType? Tokens) answer) => Assert.Equal(("SMS_MFA", null), answer);
}
