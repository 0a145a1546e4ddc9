using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class UserNamesTests
{
    private static readonly SignInNames Alias = new() { Aliases = ["email", "phone_number", "preferred_username"] };
    private static readonly SignInNames Instead = new() { InsteadOfUsername = ["email", "phone_number"] };

    [Fact]
    public void A_person_is_found_by_sub_and_user_name() =>
        Assert.Equal([new("sub", "sub-1"), new("username", "ana")], User().Names(new()));

    [Fact]
    public void An_unproven_address_is_no_alias() => Assert.Equal(2, User().Names(Alias).Count());

    [Fact]
    public void A_proven_address_is_one()
    {
        var user = User(u => u with { Attributes = Sorted(("email", "Ana@Example.com"), ("email_verified", "true")) });
        Assert.Contains(new UserName("email", "ana@example.com"), user.Names(Alias));
    }

    [Fact]
    public void A_preferred_user_name_needs_no_proof()
    {
        var user = User(u => u with { Attributes = Sorted(("preferred_username", "Annie")) });
        Assert.Contains(new UserName("preferred_username", "annie"), user.Names(Alias));
    }

    [Fact]
    public void An_address_that_stands_for_the_user_name_does_so_unproven() =>
        Assert.Contains(new UserName("email", "ana@example.com"), User().Names(Instead));

    [Fact]
    public void One_name_is_listed_once()
    {
        var user = User(u => u with { Username = "sub-1", Attributes = Sorted(("preferred_username", "SUB-1")) });
        Assert.Equal([new("sub", "sub-1")], user.Names(Alias));
    }

    [Fact]
    public void A_person_who_loses_an_address_to_another_keeps_it_unproven()
    {
        var user = User(u => u with { Attributes = Sorted(("email", "a@b"), ("email_verified", "true")) });
        user.LoseAlias("email", Now);
        Assert.Equal(("a@b", "false"), (user["email"], user["email_verified"]));
        Assert.Equal(2, user.Names(Alias).Count());
    }

    [Fact]
    public void A_person_who_loses_a_preferred_user_name_has_none()
    {
        var user = User(u => u with { Attributes = Sorted(("preferred_username", "annie")) });
        user.LoseAlias("preferred_username", Now);
        Assert.Null(user["preferred_username"]);
    }
}
