using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class GroupClaimsTests
{
    [Fact]
    public void Nobody_in_a_group_has_claims_of_groups() => Assert.Equivalent(GroupClaims.None, GroupClaims.Of([]), strict: true);

    [Fact]
    public void Groups_go_by_precedence_then_by_name_and_those_without_one_go_last()
    {
        var claims = GroupClaims.Of([Of("b"), Of("z", 0), Of("B", int.MaxValue), Of("a"), Of("k", 7), Of("c", 7), Of("Ä", 7)]);
        Assert.Equal(["z", "c", "k", "Ä", "B", "a", "b"], claims.Names);
        Assert.Empty(claims.Roles);
        Assert.Null(claims.Preferred);
    }

    [Fact]
    public void The_role_of_the_lowest_precedence_is_preferred_and_every_role_is_told_once()
    {
        var claims = GroupClaims.Of([Of("late", null, "role/late"), Of("second", 5, "role/x"), Of("first", 1, "role/first"), Of("third", 6, "role/x")]);
        Assert.Equal(["role/first", "role/x", "role/late"], claims.Roles);
        Assert.Equal("role/first", claims.Preferred);
    }

    [Theory]
    [InlineData("role/x", "role/x", "role/x")]
    [InlineData("role/x", "role/y", null)]
    [InlineData("role/x", "ROLE/X", null)]
    public void Of_equals_none_goes_before_the_other(string one, string other, string? preferred)
    {
        var claims = GroupClaims.Of([Of("a", 3, one), Of("b", 3, other), Of("c", 4, "role/z"), Of("d", null, "role/n")]);
        Assert.Equal(preferred, claims.Preferred);
        Assert.Contains("role/z", claims.Roles);
    }

    [Theory]
    [InlineData("role/x", "role/x", "role/x")]
    [InlineData("role/x", "role/y", null)]
    public void Groups_without_precedence_are_equals(string one, string other, string? preferred) =>
        Assert.Equal(preferred, GroupClaims.Of([Of("a", null, one), Of("b", null, other)]).Preferred);

    [Fact]
    public void A_group_without_a_role_does_not_take_the_place_of_one_that_has_it()
    {
        var claims = GroupClaims.Of([Of("plain", 0), Of("powers", 9, "role/powers")]);
        Assert.Equal(["plain", "powers"], claims.Names);
        Assert.Equal("role/powers", claims.Preferred);
    }

    private static Group Of(string name, int? precedence = null, string? role = null) => new()
    {
        PoolId = "p", Name = name, Id = name, Precedence = precedence, Role = role, Created = default, Modified = default,
    };
}
