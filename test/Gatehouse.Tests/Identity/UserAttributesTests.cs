using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class UserAttributesTests
{
    private static User Proven => User(u => u with { Attributes = Sorted(("email", "old@x"), ("email_verified", "true")) });

    [Fact]
    public void A_changed_address_is_not_proven_any_more()
    {
        var user = Proven;
        Assert.Equal(["email"], user.WriteAttributes(Sorted(("email", "new@x")), [], Now));
        Assert.Equal(("new@x", "false"), (user["email"], user["email_verified"]));
    }

    [Fact]
    public void The_same_address_written_again_stays_proven()
    {
        var user = Proven;
        Assert.Empty(user.WriteAttributes(Sorted(("email", "old@x")), [], Now));
        Assert.True(user.HasProven("email"));
    }

    [Fact]
    public void An_address_written_together_with_its_proof_is_proven()
    {
        var user = Proven;
        user.WriteAttributes(Sorted(("email", "new@x"), ("email_verified", "true")), ["email"], Now);
        Assert.Equal("new@x", user["email"]);
        Assert.True(user.HasProven("email"));
    }

    [Fact]
    public void An_empty_value_removes_and_with_an_address_goes_its_proof()
    {
        var user = Proven;
        user.WriteAttributes(Sorted(("email", "")), [], Now);
        Assert.Empty(user.State.Attributes);
    }

    [Fact]
    public void Where_proof_comes_first_the_old_address_stays_in_force()
    {
        var user = Proven;
        Assert.Equal(["email"], user.WriteAttributes(Sorted(("email", "new@x")), ["email"], Now));
        Assert.Equal(("old@x", true), (user["email"], user.HasProven("email")));
        Assert.Equal("new@x", user.State.Pending["email"]);
    }

    [Fact]
    public void A_first_address_has_nothing_to_wait_for()
    {
        var user = User(u => u with { Attributes = Sorted() });
        user.WriteAttributes(Sorted(("email", "first@x")), ["email"], Now);
        Assert.Equal("first@x", user["email"]);
        Assert.Empty(user.State.Pending);
    }

    [Fact]
    public void Codes_die_with_the_address_they_were_sent_to()
    {
        var user = Proven.Sent(CodePurpose.Email).Sent(CodePurpose.Recovery);
        user.WriteAttributes(Sorted(("email", "new@x")), [], Now);
        Assert.Empty(user.State.Codes);
    }

    [Fact]
    public void Codes_for_another_address_live_on()
    {
        var user = Proven.Sent(CodePurpose.Phone, "phone_number");
        user.WriteAttributes(Sorted(("email", "new@x"), ("name", "Ana")), [], Now);
        Assert.Single(user.State.Codes);
    }

    [Fact]
    public void A_code_sent_to_an_address_that_waited_does_not_prove_the_one_in_force()
    {
        var user = User();
        user.WriteAttributes(Sorted(("email", "attacker@x")), ["email"], Now);
        user.Sent(CodePurpose.Email);
        user.WriteAttributes(Sorted(("email", "ana@example.com")), ["email"], Now);
        Assert.Empty(user.State.Pending);
        Assert.NotEqual(CodeCheck.Accepted, user.Verify("email", Right, Now));
        Assert.False(user.HasProven("email"));
    }

    [Fact]
    public void A_code_dies_with_a_removed_address()
    {
        var user = Proven.Sent(CodePurpose.Email);
        user.RemoveAttributes(["email"], Now);
        Assert.Equal(CodeCheck.Expired, user.Verify("email", Right, Now));
    }

    [Fact]
    public void A_proof_without_an_address_is_no_proof()
    {
        var user = User(u => u with { Attributes = Sorted() });
        user.WriteAttributes(Sorted(("email_verified", "true")), [], Now);
        Assert.False(user.HasProven("email"));
        user.WriteAttributes(Sorted(("email", "new@x")), [], Now);
        Assert.False(user.HasProven("email"));
    }

    [Fact]
    public void Sub_is_read_like_an_attribute_and_kept_apart()
    {
        Assert.Equal("sub-1", User()["sub"]);
        Assert.DoesNotContain("sub", User().State.Attributes.Keys);
    }
}
