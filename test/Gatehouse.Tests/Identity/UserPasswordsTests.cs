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
        user.SetPassword(Password("new"), 0, Now);
        Assert.Equal((UserStatus.Confirmed, "new", true, null), (user.Status, user.State.Password!.Hash, user.EndsSessions, user.SparedSession));
        Assert.Empty(user.State.Codes);
    }

    [Fact]
    public void The_session_in_which_it_was_changed_goes_on()
    {
        var user = User();
        user.SetPassword(Password("new"), 0, Now, "session-1");
        Assert.Equal("session-1", user.SparedSession);
    }

    [Fact]
    public void A_temporary_password_must_be_replaced()
    {
        var user = User();
        user.SetTemporaryPassword(Password("temp"), 0, Now);
        Assert.Equal((UserStatus.ForceChangePassword, true, true), (user.Status, user.State.Password!.IsTemporary, user.EndsSessions));
    }

    [Fact]
    public void A_password_to_be_recovered_ends_all_sessions()
    {
        var user = User();
        user.RequireReset(Now);
        Assert.Equal((UserStatus.ResetRequired, true), (user.Status, user.EndsSessions));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "4")]
    [InlineData(4, "4,3,2")]
    [InlineData(24, "4,3,2,1,hash")]
    public void So_many_passwords_are_remembered_with_the_one_in_use(int history, string past)
    {
        var user = User();
        for (var i = 1; i <= 5; i++)
        {
            if (i % 2 == 0)
                user.SetTemporaryPassword(Password($"{i}"), history, Now);
            else
                user.SetPassword(Password($"{i}"), history, Now);
        }

        Assert.Equal(past, string.Join(',', user.State.PastPasswords));
        Assert.Equal(history == 0 ? [] : ["5", .. user.State.PastPasswords], user.PasswordHashes(history));
    }

    [Fact]
    public void A_pool_that_remembers_less_forgets_at_the_next_change()
    {
        var user = User(u => u with { PastPasswords = ["a", "b", "c"] });
        Assert.Equal(["hash", "a"], user.PasswordHashes(2));
        user.SetPassword(Password("new"), 2, Now);
        Assert.Equal(["hash"], user.State.PastPasswords);
    }

    [Fact]
    public void Whoever_had_no_password_has_nothing_to_remember()
    {
        var user = User(u => u with { Password = null });
        Assert.Empty(user.PasswordHashes(24));
        user.SetPassword(Password("first"), 24, Now);
        Assert.Empty(user.State.PastPasswords);
    }

    [Fact]
    public void A_better_hash_is_no_other_password()
    {
        var user = User(u => u with { Password = Password("old"), PastPasswords = ["before"] });
        user.Rehash("old", Password("better"), Now);
        Assert.Equal(["before"], user.State.PastPasswords);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public void A_recovery_code_is_known_without_being_spent(int minutes, bool isExpected)
    {
        var user = User().Sent(CodePurpose.Recovery);
        Assert.Equal(isExpected, user.ExpectsRecovery(Right, Now.AddMinutes(minutes)));
        Assert.False(user.ExpectsRecovery(Wrong, Now));
        Assert.Equal(0, user.State.Codes[CodePurpose.Recovery].Failures);
        Assert.False(User().ExpectsRecovery(Right, Now));
        Assert.False(User().Sent(CodePurpose.SignUp).ExpectsRecovery(Right, Now));
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
