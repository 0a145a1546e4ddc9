using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public sealed class UserIdentitiesTests
{
    private static readonly DateTimeOffset Later = Now.AddHours(1);

    [Fact]
    public void A_linked_identity_is_a_name_of_the_person()
    {
        var user = User();
        Assert.Equal(LinkResult.Linked, user.Link(Google("1"), Later));
        Assert.Contains(new UserName("identity", "\0Google\0\0" + "1"), user.Names(Pool.Names));
        Assert.Equal(Google("1"), user.IdentityOf(new("Google", null, "1")));
        Assert.False(user.IsExternal);
        Assert.Equal(Later, user.State.Modified);
        Assert.False(user.EndsSessions);
    }

    [Fact]
    public void An_identity_is_linked_once()
    {
        var user = User(state => state with { Identities = [Google("1")] });
        Assert.Equal(LinkResult.Known, user.Link(Google("1"), Later));
        Assert.False(user.IsChanged);
    }

    [Theory]
    [InlineData("google", null, "1")]
    [InlineData("Google", "email", "1")]
    [InlineData("Google", null, "I")]
    public void A_key_is_compared_to_the_letter(string provider, string? attribute, string value)
    {
        var user = User();
        user.Link(Google("1"), Later);
        Assert.Null(user.IdentityOf(new(provider, attribute, value)));
    }

    [Fact]
    public void No_two_keys_make_the_same_name()
    {
        IdentityKey[] keys = [new("a", null, "bc"), new("ab", null, "c"), new("a", "b", "c"), new("a", "bc", ""), new("abc", null, ""), new("a", null, "b\u0001c")];
        Assert.Equal(keys.Length, keys.Select(key => key.Name.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Equal('\0', key.Name.Value[0]));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("a\0b", false)]
    [InlineData(" ", true)]
    [InlineData("a", true)]
    public void A_value_says_something(string? value, bool isOne) => Assert.Equal(isOne, IdentityKey.IsValue(value));

    [Fact]
    public void A_value_has_a_bound()
    {
        Assert.True(IdentityKey.IsValue(new string('v', 2048)));
        Assert.False(IdentityKey.IsValue(new string('v', 2049)));
    }

    [Fact]
    public void Five_identities_are_linked_beside_the_own_one()
    {
        var user = User(state => state with { Identities = [Google("own") with { IsOwn = true }] });
        for (var i = 1; i <= 5; i++)
            Assert.Equal(LinkResult.Linked, user.Link(Google($"{i}"), Later));
        Assert.Equal(LinkResult.TooMany, user.Link(Google("6"), Later));
        Assert.Equal(6, user.State.Identities.Count);
        Assert.True(user.IsExternal);
    }

    [Fact]
    public void An_unlinked_identity_is_gone_and_so_are_the_sessions()
    {
        var user = User(state => state with { Identities = [Google("1"), Google("2")] });
        user.Unlink(Google("1").Key, Later);
        Assert.Equal([Google("2")], user.State.Identities);
        Assert.True(user.EndsSessions);
        Assert.True(user.Enabled);
    }

    [Fact]
    public void An_identity_that_is_not_there_is_not_unlinked()
    {
        var user = User(state => state with { Identities = [Google("1")] });
        user.Unlink(Google("2").Key, Later);
        Assert.False(user.IsChanged);
    }

    [Fact]
    public void Who_came_by_an_identity_keeps_it_and_is_kept_out()
    {
        var user = User(state => state with { Identities = [Google("1") with { IsOwn = true }] });
        user.Unlink(Google("1").Key, Later);
        Assert.Single(user.State.Identities);
        Assert.False(user.Enabled);
        Assert.True(user.EndsSessions);
    }

    [Fact]
    public void A_key_by_attribute_becomes_one_by_subject_in_its_place()
    {
        var awaited = Google("ana@example.com") with { Attribute = "email" };
        var user = User(state => state with { Identities = [Google("1"), awaited, Google("2")] });
        Assert.True(user.Settle(awaited.Key, "subject", Later));
        Assert.Equal([Google("1"), Google("subject"), Google("2")], user.State.Identities);
        Assert.False(user.Settle(awaited.Key, "other", Later));
        Assert.Equal(3, user.State.Identities.Count);
    }

    [Fact]
    public void A_key_by_attribute_does_not_become_a_subject_that_is_there()
    {
        var awaited = Google("ana@example.com") with { Attribute = "email" };
        var user = User(state => state with { Identities = [Google("1"), awaited] });
        Assert.False(user.Settle(awaited.Key, "1", Later));
        Assert.False(user.IsChanged);
    }

    [Fact]
    public void A_forgotten_password_is_not_to_be_recovered()
    {
        var user = User().Sent(CodePurpose.Recovery);
        user.ForgetPassword(Later);
        Assert.Null(user.State.Password);
        Assert.Equal(UserStatus.ExternalProvider, user.Status);
        Assert.Empty(user.State.Codes);
        Assert.True(user.EndsSessions);
    }

    private static LinkedIdentity Google(string subject) => new("Google", ProviderType.Google, null, subject, Now);
}
