using Gatehouse.Crypto;
using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class NewNamesTests
{
    private static readonly UserPool ByMail = Pool with { Names = new SignInNames { InsteadOfUsername = ["email"] } };
    private static readonly UserPool ByPhone = Pool with { Names = new SignInNames { InsteadOfUsername = ["phone_number"] } };
    private static readonly UserPool ByEither = Pool with { Names = new SignInNames { InsteadOfUsername = ["email", "phone_number"] } };
    private static readonly UserPool Aliased = Pool with { Names = new SignInNames { Aliases = ["email", "phone_number"] } };

    [Fact]
    public void A_user_name_is_kept_as_it_was_spelled() => Assert.Equal("Ana", Of(Pool, "Ana").Username);

    [Fact]
    public void Where_an_address_stands_for_it_the_user_name_is_the_sub()
    {
        var names = Of(ByMail, "ana@x");
        Assert.Equal(names.Sub, names.Username);
        Assert.Equal("ana@x", names.Given["email"]);
    }

    [Theory]
    [InlineData("ana@x", "email")]
    [InlineData("+123", "phone_number")]
    public void Either_address_will_do_where_both_may(string name, string attribute) => Assert.Equal(name, Of(ByEither, name).Given[attribute]);

    [Fact]
    public void A_name_that_is_no_address_is_refused_in_words()
    {
        Assert.Equal("Username should be an email.", Why(ByMail, "ana"));
        Assert.Equal("Username should be a phone number.", Why(ByPhone, "ana"));
        Assert.Equal("Username should be either an email or a phone number.", Why(ByEither, "ana"));
    }

    [Fact]
    public void A_name_that_looks_like_an_alias_is_refused()
    {
        Assert.Equal("Username cannot be of email format, since user pool is configured for email alias.", Why(Aliased, "ana@x"));
        Assert.Equal("Username cannot be of phone number format, since user pool is configured for phone number alias.", Why(Aliased, "+123"));
        Assert.Equal("ana@x", Of(Pool, "ana@x").Username);
    }

    [Fact]
    public void The_name_and_the_attribute_must_be_one_address()
    {
        Assert.Equal("Username and email do not match.", Why(ByMail, "ana@x", ("email", "bob@x")));
        Assert.Equal("ana@x", Of(ByMail, "ana@x", ("email", "Ana@x")).Given["email"]);
    }

    [Fact]
    public void A_new_person_has_no_empty_attribute_and_no_proof()
    {
        var user = Of(Pool, "ana", ("email", "a@b"), ("name", "")).Create(Pool, UserStatus.Unconfirmed, Password(), Now);
        Assert.Equal(Sorted(("email", "a@b"), ("email_verified", "false")), user.State.Attributes);
    }

    private static NewNames Of(UserPool pool, string name, params (string, string)[] attributes)
    {
        Assert.False(NewNames.Of(pool, name, Sorted(attributes), new SystemRandom()).Refused(out _, out var names));
        return names!;
    }

    private static string? Why(UserPool pool, string name, params (string, string)[] attributes)
    {
        Assert.True(NewNames.Of(pool, name, Sorted(attributes), new SystemRandom()).Refused(out var refusal, out _));
        return refusal!.Detail;
    }
}
