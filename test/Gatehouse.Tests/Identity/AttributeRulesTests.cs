using Gatehouse.Identity;
using static Gatehouse.Tests.Identity.People;

namespace Gatehouse.Tests.Identity;

public class AttributeRulesTests
{
    private const string Nonconforming = "Attributes did not conform to the schema: ";

    private static readonly UserPool Strict = Pool with
    {
        Schema = new Schema([
            .. Schema.Standard.All.Select(d => d.Name is "email" or "name" ? d with { Required = true } : d),
            new("custom:team", AttributeKind.String) { Mutable = false, MaxLength = 5 },
            new("dev:custom:score", AttributeKind.Number),
        ]),
    };

    private static readonly AppClient Narrow = Client with { Writable = new HashSet<string> { "nickname" } };

    [Theory]
    [InlineData("sub", "x", "user.sub: Attribute cannot be updated.")]
    [InlineData("custom:none", "x", Nonconforming + "Type for attribute {custom:none} could not be determined")]
    [InlineData("cognito:user_status", "CONFIRMED", Nonconforming + "Type for attribute {cognito:user_status} could not be determined")]
    [InlineData("identities", "[]", Nonconforming + "Type for attribute {identities} could not be determined")]
    [InlineData("email", "nobody", "Invalid email address format.")]
    [InlineData("phone_number", "123", "Invalid phone number format.")]
    [InlineData("custom:team", "longer", Nonconforming + "custom:team: String must be no longer than 5 characters")]
    public void A_value_that_does_not_fit_is_refused_by_name(string name, string value, string text) =>
        Assert.Equal(new Refusal(RefusalKind.Invalid, text), AttributeRules.ForNew(Strict, null, Sorted((name, value)), requireAll: false));

    [Theory]
    [InlineData("email_verified", "true")]
    [InlineData("phone_number_verified", "true")]
    [InlineData("email_verified", "false")]
    [InlineData("dev:custom:score", "1")]
    public void No_application_writes_proofs_or_what_is_for_administrators(string name, string value)
    {
        Assert.Equal(RefusalKind.AttributeNotWritable, AttributeRules.ForNew(Strict, Client, Sorted((name, value)), requireAll: false)?.Kind);
        Assert.Equal(RefusalKind.AttributeNotWritable, AttributeRules.ForChange(Strict, Client, User(), Sorted((name, value)))?.Kind);
        Assert.Null(AttributeRules.ForNew(Strict, null, Sorted((name, value)), requireAll: false));
    }

    [Fact]
    public void An_application_writes_what_it_may_and_what_everyone_must_have()
    {
        Assert.Null(AttributeRules.ForNew(Strict, Narrow, Sorted(("nickname", "a"), ("email", "a@b"), ("name", "n")), requireAll: true));
        Assert.Equal(RefusalKind.AttributeNotWritable, AttributeRules.ForNew(Strict, Narrow, Sorted(("gender", "x")), requireAll: false)?.Kind);
    }

    [Fact]
    public void Every_missing_required_attribute_is_named()
    {
        var refusal = AttributeRules.ForNew(Strict, Client, Sorted(("email", "")), requireAll: true);
        Assert.Equal(Nonconforming + "name: The attribute is required; email: The attribute is required", refusal?.Detail);
        Assert.Null(AttributeRules.ForNew(Strict, null, Sorted(), requireAll: false));
    }

    [Fact]
    public void An_immutable_attribute_is_written_at_the_beginning_only()
    {
        Assert.Null(AttributeRules.ForNew(Strict, Client, Sorted(("custom:team", "red")), requireAll: false));
        Assert.Equal(
            new Refusal(RefusalKind.Invalid, "user.custom:team: Attribute cannot be updated."),
            AttributeRules.ForChange(Strict, null, User(), Sorted(("custom:team", "red"))));
    }

    [Fact]
    public void An_immutable_attribute_may_be_written_as_it_is()
    {
        var user = User(u => u with { Attributes = Sorted(("custom:team", "red")) });
        Assert.Null(AttributeRules.ForChange(Strict, Client, user, Sorted(("custom:team", "red"))));
        Assert.NotNull(AttributeRules.ForChange(Strict, Client, user, Sorted(("custom:team", ""))));
    }

    [Fact]
    public void A_required_attribute_is_not_removed()
    {
        Assert.Equal(
            new Refusal(RefusalKind.Invalid, "user.email: Required attribute cannot be deleted."),
            AttributeRules.ForChange(Strict, null, User(), Sorted(("email", ""))));
        Assert.Null(AttributeRules.ForChange(Strict, null, User(), Sorted(("nickname", ""))));
    }

    [Theory]
    [InlineData("bob@example.com")]
    [InlineData("+14325550100")]
    public void A_preferred_user_name_that_looks_like_an_address_is_refused_where_both_are_aliases(string value)
    {
        var pool = Pool with { Names = new SignInNames { Aliases = ["email", "phone_number", "preferred_username"] } };
        Assert.Equal(RefusalKind.Invalid, AttributeRules.ForChange(pool, Client, User(), Sorted(("preferred_username", value)))?.Kind);
        Assert.Null(AttributeRules.ForChange(Pool, Client, User(), Sorted(("preferred_username", value))));
    }
}
