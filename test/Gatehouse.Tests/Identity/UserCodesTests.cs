using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class UserCodesTests
{
    private static User Unconfirmed => User(u => u with { Status = UserStatus.Unconfirmed });

    [Fact]
    public void A_code_ends_a_sign_up_and_proves_the_address_it_went_to()
    {
        var user = Unconfirmed.Sent(CodePurpose.SignUp);
        Assert.Equal(CodeCheck.Accepted, user.Confirm(Right, Now));
        Assert.Equal(UserStatus.Confirmed, user.Status);
        Assert.True(user.HasProven("email"));
        Assert.Empty(user.State.Codes);
    }

    [Fact]
    public void A_wrong_code_changes_nothing_but_the_count()
    {
        var user = Unconfirmed.Sent(CodePurpose.SignUp);
        Assert.Equal(CodeCheck.Mismatch, user.Confirm(Wrong, Now));
        Assert.Equal(UserStatus.Unconfirmed, user.Status);
        Assert.False(user.HasProven("email"));
        Assert.Equal(1, user.State.Codes[CodePurpose.SignUp].Failures);
    }

    [Fact]
    public void Without_a_code_there_is_nothing_to_guess() => Assert.Equal(CodeCheck.Expired, Unconfirmed.Confirm(Right, Now));

    [Theory]
    [InlineData(UserStatus.Confirmed)]
    [InlineData(UserStatus.ForceChangePassword)]
    [InlineData(UserStatus.ResetRequired)]
    [InlineData(UserStatus.ExternalProvider)]
    public void Only_a_sign_up_that_waits_is_confirmed(UserStatus status)
    {
        var user = User(u => u with { Status = status }).Sent(CodePurpose.SignUp);
        Assert.Equal(CodeCheck.NotAwaited, user.Confirm(Right, Now));
        Assert.False(user.ConfirmWithoutCode(Now));
        Assert.Equal(status, user.Status);
    }

    [Fact]
    public void An_administrator_confirms_without_proof_of_any_address()
    {
        var user = Unconfirmed.Sent(CodePurpose.SignUp);
        Assert.True(user.ConfirmWithoutCode(Now));
        Assert.False(user.HasProven("email"));
        Assert.Empty(user.State.Codes);
    }

    [Theory]
    [InlineData(CodePurpose.Recovery)]
    [InlineData(CodePurpose.Email)]
    [InlineData(CodePurpose.Phone)]
    public void A_code_for_another_purpose_ends_no_sign_up(CodePurpose purpose) =>
        Assert.Equal(CodeCheck.Expired, Unconfirmed.Sent(purpose).Confirm(Right, Now));

    [Fact]
    public void A_new_code_kills_the_one_before()
    {
        var user = Unconfirmed.Sent(CodePurpose.SignUp);
        user.Send(CodePurpose.SignUp, new OneTimeCode(Wrong, Now.AddHours(1), "email"), Message("second"), Now);
        Assert.Equal(CodeCheck.Mismatch, user.Confirm(Right, Now));
        Assert.Equal(CodeCheck.Accepted, user.Confirm(Wrong, Now));
    }

    [Fact]
    public void A_code_proves_an_address()
    {
        var user = User().Sent(CodePurpose.Email);
        Assert.Equal(CodeCheck.Accepted, user.Verify("email", Right, Now));
        Assert.True(user.HasProven("email"));
        Assert.Equal(CodeCheck.Expired, user.Verify("email", Right, Now));
    }

    [Fact]
    public void A_code_for_the_mailbox_does_not_prove_the_telephone()
    {
        var user = User(u => u with { Attributes = Sorted(("email", "a@b"), ("phone_number", "+123")) }).Sent(CodePurpose.Email);
        Assert.Equal(CodeCheck.Expired, user.Verify("phone_number", Right, Now));
        Assert.False(user.HasProven("phone_number"));
    }

    [Fact]
    public void A_new_address_that_waited_takes_the_place_of_the_old_one()
    {
        var user = User(u => u with { Attributes = Sorted(("email", "old@x"), ("email_verified", "true")) });
        user.WriteAttributes(Sorted(("email", "new@x")), ["email"], Now);
        user.Sent(CodePurpose.Email);
        Assert.Equal("old@x", user["email"]);
        Assert.Equal(CodeCheck.Accepted, user.Verify("email", Right, Now));
        Assert.Equal(("new@x", true), (user["email"], user.HasProven("email")));
        Assert.Empty(user.State.Pending);
    }

    [Fact]
    public void A_recovery_code_works_once_and_proves_nothing()
    {
        var user = User().Sent(CodePurpose.Recovery);
        Assert.Equal(CodeCheck.Accepted, user.SpendRecovery(Right, Now));
        Assert.Equal(CodeCheck.Expired, user.SpendRecovery(Right, Now));
        Assert.False(user.HasProven("email"));
    }
}
