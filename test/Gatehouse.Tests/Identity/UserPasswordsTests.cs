using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class UserPasswordsTests
{
    [Theory]
    [InlineData(UserStatus.Unconfirmed)]
    [InlineData(UserStatus.ForceChangePassword)]
    [InlineData(UserStatus.ResetRequired)]
    [InlineData(UserStatus.ExternalProvider)]
    public void A_password_to_stay_confirms_and_ends_all_sessions(UserStatus status)
    {
        var user = User(u => u with { Status = status }).Sent(CodePurpose.Recovery);
        user.SetPassword(Password("new"), Now);
        Assert.Equal((UserStatus.Confirmed, "new", true, null), (user.Status, user.State.Password!.Hash, user.EndsSessions, user.SparedSession));
        Assert.Empty(user.State.Codes);
    }

    [Fact]
    public void The_session_in_which_it_was_changed_goes_on()
    {
        var user = User();
        user.SetPassword(Password("new"), Now, "session-1");
        Assert.Equal("session-1", user.SparedSession);
    }

    [Fact]
    public void A_temporary_password_must_be_replaced()
    {
        var user = User();
        user.SetTemporaryPassword(Password("temp"), Now);
        Assert.Equal((UserStatus.ForceChangePassword, true, true), (user.Status, user.State.Password!.IsTemporary, user.EndsSessions));
    }

    [Fact]
    public void A_password_to_be_recovered_ends_all_sessions()
    {
        var user = User();
        user.RequireReset(Now);
        Assert.Equal((UserStatus.ResetRequired, true), (user.Status, user.EndsSessions));
    }

    [Fact]
    public void A_better_hash_of_the_same_password_changes_nothing_else()
    {
        var user = User(u => u with { Password = Password("old") with { IsTemporary = true } });
        user.Rehash("old", new StoredPassword("better", Now.AddDays(1)), Now.AddDays(1));
        Assert.Equal(("better", Now, true), (user.State.Password!.Hash, user.State.Password.Since, user.State.Password.IsTemporary));
        Assert.False(user.EndsSessions);
    }

    [Fact]
    public void A_better_hash_of_a_password_that_was_replaced_meanwhile_is_dropped()
    {
        var user = User(u => u with { Password = Password("newer") });
        user.Rehash("old", Password("better"), Now);
        Assert.Equal("newer", user.State.Password!.Hash);
        Assert.False(user.IsChanged);
    }

    [Fact]
    public void Keeping_out_ends_sessions_and_letting_in_does_not()
    {
        var user = User();
        user.Enable(false, Now);
        Assert.Equal((false, true), (user.Enabled, user.EndsSessions));

        var back = User(u => u with { Enabled = false });
        back.Enable(true, Now);
        Assert.Equal((true, false), (back.Enabled, back.EndsSessions));
    }

    [Fact]
    public void A_person_nobody_touched_is_not_saved()
    {
        Assert.False(User().IsChanged);
        var user = User();
        user.EndSessions();
        Assert.True(user.IsChanged);
    }

    [Fact]
    public void What_holds_a_password_does_not_print_it() =>
        Assert.DoesNotContain("hash", User().State + Password().ToString(), StringComparison.OrdinalIgnoreCase);
}
