using CsCheck;
using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class UserPropertyTests
{
    private static readonly SignInNames Alias = new() { Aliases = ["email", "phone_number", "preferred_username"] };

    private static readonly (string Name, Action<User> Do)[] Steps =
    [
        ("send sign-up code", u => u.Sent(CodePurpose.SignUp)),
        ("send recovery code", u => u.Sent(CodePurpose.Recovery)),
        ("send e-mail code", u => u.Sent(CodePurpose.Email)),
        ("send telephone code", u => u.Sent(CodePurpose.Phone, "phone_number")),
        ("confirm", u => u.Confirm(Right, Now)),
        ("confirm wrongly", u => u.Confirm(Wrong, Now)),
        ("confirm by admin", u => u.ConfirmWithoutCode(Now)),
        ("verify e-mail", u => u.Verify("email", Right, Now)),
        ("verify telephone wrongly", u => u.Verify("phone_number", Wrong, Now)),
        ("recover", u => { if (u.SpendRecovery(Right, Now) is CodeCheck.Accepted) u.SetPassword(Password("r"), 3, Now); }),
        ("write e-mail", u => u.WriteAttributes(Sorted(("email", "b@x")), [], Now)),
        ("write e-mail, proof first", u => u.WriteAttributes(Sorted(("email", "c@x")), ["email"], Now)),
        ("write e-mail back, proof first", u => u.WriteAttributes(Sorted(("email", "b@x")), ["email"], Now)),
        ("write telephone", u => u.WriteAttributes(Sorted(("phone_number", "+1"), ("name", "N")), [], Now)),
        ("remove addresses", u => u.RemoveAttributes(["email", "phone_number"], Now)),
        ("lose alias", u => u.LoseAlias("email", Now)),
        ("set password", u => u.SetPassword(Password("p"), 3, Now)),
        ("set temporary password", u => u.SetTemporaryPassword(Password("t"), 3, Now)),
        ("require reset", u => u.RequireReset(Now)),
        ("disable", u => u.Enable(false, Now)),
        ("enable", u => u.Enable(true, Now)),
    ];

    [Fact]
    public void Whatever_happens_to_a_person_in_whatever_order_they_stay_whole() =>
        Gen.Int[0, Steps.Length - 1].Array[1, 40].Sample(
            steps =>
            {
                var user = User(u => u with { Status = UserStatus.Unconfirmed });
                foreach (var step in steps)
                {
                    var (before, address) = (user.State, user["email"]);
                    Steps[step].Do(user);
                    AssertWhole(user);
                    AssertOnlyACodeProves(Steps[step].Name, before, user, address);
                }
            },
            iter: 1_000,
            print: steps => string.Join(", ", steps.Select(step => Steps[step].Name)));

    private static void AssertWhole(User user)
    {
        Assert.Equal(("sub-1", "Ana"), (user.Sub, user.Username));
        Assert.Equal(user.State.Attributes.Keys.Order(StringComparer.Ordinal), user.State.Attributes.Keys);
        Assert.DoesNotContain("", user.State.Attributes.Values);
        Assert.DoesNotContain("sub", user.State.Attributes.Keys);
        Assert.Equal(user.Names(Alias).Select(n => n.Value).Distinct(), user.Names(Alias).Select(n => n.Value));
        Assert.All(user.State.Codes, code => Assert.True(code.Value.Failures <= OneTimeCode.MaxFailures));
        Assert.All(user.State.Pending.Keys, attribute => Assert.NotNull(user[attribute]));
        Assert.False(user.Status is UserStatus.Confirmed && user.State.Password is { IsTemporary: true });
        Assert.False(user.Status is UserStatus.ForceChangePassword && user.State.Password is { IsTemporary: false });
    }

    private static void AssertOnlyACodeProves(string step, UserState before, User user, string? address)
    {
        var wasProven = before.Attributes.GetValueOrDefault("email_verified") == "true";
        if (user.HasProven("email") && !(wasProven && user["email"] == address))
            Assert.Contains(step, (string[])["confirm", "verify e-mail"]);
    }
}
