using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class UserFactorsTests
{
    private static readonly byte[] Old = [.. Enumerable.Range(1, 20).Select(i => (byte)i)];
    private static readonly byte[] New = [.. Enumerable.Range(101, 20).Select(i => (byte)i)];

    private static long Present => People.Now.ToUnixTimeSeconds() / 30;

    [Fact]
    public void A_secret_that_was_given_out_signs_nobody_in()
    {
        var user = People.User();
        user.GiveAuthenticator(Old, People.Now);
        Assert.Equal(AuthenticatorCheck.Missing, user.TryAuthenticator(Totp.Code(Old, Present), People.Now));
        Assert.False(user.CanProve(SecondFactor.SoftwareToken));
    }

    [Fact]
    public void The_authenticator_in_use_stays_in_use_until_another_is_proven()
    {
        var user = Proven();
        user.GiveAuthenticator(New, People.Now);
        Assert.Equal(AuthenticatorCheck.Mismatch, user.TryAuthenticator(Totp.Code(New, Present), People.Now));
        Assert.Equal(AuthenticatorCheck.Accepted, user.TryAuthenticator(Totp.Code(Old, Present), People.Now));

        Assert.Equal(AuthenticatorCheck.Mismatch, user.ProveAuthenticator(Totp.Code(Old, Present), "x", People.Now));
        Assert.Equal(AuthenticatorCheck.Accepted, user.ProveAuthenticator(Totp.Code(New, Present), "phone", People.Now));
        Assert.Equal(AuthenticatorCheck.Mismatch, user.TryAuthenticator(Totp.Code(Old, Present + 1), People.Now));
        Assert.Equal("phone", user.State.Authenticators!.Proven!.Name);
        Assert.Null(user.State.Authenticators.Given);
    }

    [Fact]
    public void A_code_works_once_and_no_older_one_after_it()
    {
        var user = Proven();
        Assert.Equal(AuthenticatorCheck.Accepted, user.TryAuthenticator(Totp.Code(Old, Present), People.Now));
        Assert.Equal(AuthenticatorCheck.Used, user.TryAuthenticator(Totp.Code(Old, Present), People.Now));
        Assert.Equal(AuthenticatorCheck.Used, user.TryAuthenticator(Totp.Code(Old, Present - 1), People.Now));
        Assert.Equal(AuthenticatorCheck.Accepted, user.TryAuthenticator(Totp.Code(Old, Present + 1), People.Now));
        Assert.Equal(AuthenticatorCheck.Used, user.TryAuthenticator(Totp.Code(Old, Present + 1), People.Now.AddSeconds(30)));
    }

    [Fact]
    public void The_code_that_proved_an_authenticator_does_not_sign_in()
    {
        var user = People.User();
        user.GiveAuthenticator(Old, People.Now);
        user.ProveAuthenticator(Totp.Code(Old, Present), null, People.Now);
        Assert.Equal(AuthenticatorCheck.Used, user.TryAuthenticator(Totp.Code(Old, Present), People.Now));
    }

    [Fact]
    public void Signing_in_does_not_date_the_person_and_a_wrong_code_changes_nothing()
    {
        var user = Proven();
        var before = user.State;
        user.TryAuthenticator("000000", People.Now.AddDays(1));
        Assert.Same(before, user.State);
        user.TryAuthenticator(Totp.Code(Old, Present + 2880), People.Now.AddDays(1));
        Assert.Equal(before.Modified, user.State.Modified);
    }

    [Fact]
    public void Whose_authenticator_is_taken_is_not_asked_for_it()
    {
        var user = Proven();
        user.Choose(new() { On = [SecondFactor.Sms, SecondFactor.SoftwareToken], Preferred = SecondFactor.SoftwareToken }, People.Now);
        user.GiveAuthenticator(New, People.Now);
        user.ForgetAuthenticator(People.Now);
        Assert.Null(user.State.Authenticators);
        Assert.Equal([SecondFactor.Sms], user.State.Factors.On);
        Assert.Null(user.State.Factors.Preferred);
    }

    [Fact]
    public void Factors_are_kept_in_their_order_once_each()
    {
        var chosen = new ChosenFactors().With(SecondFactor.Email, true).With(SecondFactor.Sms, true).With(SecondFactor.Email, true);
        Assert.Equal([SecondFactor.Sms, SecondFactor.Email], chosen.On);
        Assert.Null((chosen with { Preferred = SecondFactor.Sms }).With(SecondFactor.Sms, false).Preferred);
        Assert.Equal(SecondFactor.Sms, (chosen with { Preferred = SecondFactor.Sms }).With(SecondFactor.Email, false).Preferred);
    }

    [Fact]
    public void A_code_of_a_sign_in_proves_the_address_it_went_to()
    {
        var user = People.User().Sent(CodePurpose.SignIn);
        Assert.Equal(CodeCheck.Mismatch, user.TrySignInCode(People.Wrong, true, People.Now));
        Assert.False(user.HasProven("email"));
        Assert.Equal(CodeCheck.Accepted, user.TrySignInCode(People.Right, true, People.Now));
        Assert.True(user.HasProven("email"));
        Assert.Empty(user.State.Factors.On);
        Assert.Equal(CodeCheck.Expired, user.TrySignInCode(People.Right, true, People.Now));
    }

    [Fact]
    public void It_proves_nothing_when_the_address_is_another_person_s()
    {
        var user = People.User().Sent(CodePurpose.SignIn);
        Assert.Equal(CodeCheck.Accepted, user.TrySignInCode(People.Right, false, People.Now));
        Assert.False(user.HasProven("email"));
    }

    [Fact]
    public void An_address_that_waited_for_it_becomes_the_person_s_and_their_factor()
    {
        var user = People.User(state => state with { Attributes = People.Sorted() });
        user.Await("email", "new@example.com", People.Now);
        user.Sent(CodePurpose.SignIn).TrySignInCode(People.Right, true, People.Now);
        Assert.Equal(("new@example.com", true), (user["email"], user.HasProven("email")));
        Assert.Equal([SecondFactor.Email], user.State.Factors.On);
        Assert.Empty(user.State.Pending);
    }

    [Fact]
    public void An_address_that_waits_for_another_proof_goes_on_waiting()
    {
        var user = People.User(state => state with { Pending = new Dictionary<string, string> { ["email"] = "other@example.com" } });
        user.Sent(CodePurpose.SignIn).TrySignInCode(People.Right, true, People.Now);
        Assert.Equal("ana@example.com", user["email"]);
        Assert.Equal("other@example.com", user.State.Pending["email"]);
    }

    [Fact]
    public void A_code_of_a_sign_in_is_good_for_nothing_else()
    {
        var user = People.User(state => state with { Status = UserStatus.Unconfirmed }).Sent(CodePurpose.SignIn);
        Assert.Equal(CodeCheck.Expired, user.Confirm(People.Right, People.Now));
        Assert.Equal(CodeCheck.Expired, user.Verify("email", People.Right, People.Now));
        Assert.Equal(CodeCheck.Expired, user.SpendRecovery(People.Right, People.Now));
        Assert.Equal(CodeCheck.Expired, People.User().Sent(CodePurpose.Email).TrySignInCode(People.Right, true, People.Now));
    }

    [Fact]
    public void No_secret_is_printed()
    {
        Assert.Equal("Authenticator", new Authenticator(Old).ToString());
        Assert.DoesNotContain("1, 2", Proven().State.Authenticators!.ToString(), StringComparison.Ordinal);
    }

    private static User Proven() => People.User(state => state with { Authenticators = new(new Authenticator(Old) { LastStep = Present - 10 }, null) });
}
