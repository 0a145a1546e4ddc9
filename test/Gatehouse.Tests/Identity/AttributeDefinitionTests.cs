using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

public class AttributeDefinitionTests
{
    [Theory]
    [InlineData("a@b", true)]
    [InlineData("ana@example.com", true)]
    [InlineData("ana+tag@sub.example.co.uk", true)]
    [InlineData("änä@exämple.com", true)]
    [InlineData("", false)]
    [InlineData("ana", false)]
    [InlineData("@example.com", false)]
    [InlineData("ana@", false)]
    [InlineData("ana@@example.com", false)]
    [InlineData("ana@example..com", false)]
    [InlineData("ana@.example.com", false)]
    [InlineData("ana@example.com.", false)]
    [InlineData("an a@example.com", false)]
    [InlineData("ana@exam ple.com", false)]
    [InlineData("ana@example.com\n", false)]
    [InlineData("ana@example.com\r\nBcc: x@y", false)]
    [InlineData("ana\u200b@example.com", false)]
    [InlineData("ana\u202e@example.com", false)]
    [InlineData("ana＠example.com", false)]
    public void An_e_mail_address_has_one_at_and_nothing_that_hides(string value, bool right) =>
        Assert.Equal(right ? null : "Invalid email address format.", Standard("email").Broken(value));

    [Fact]
    public void The_local_part_of_an_address_has_at_most_64_characters()
    {
        Assert.Null(Standard("email").Broken(new string('a', 64) + "@b"));
        Assert.NotNull(Standard("email").Broken(new string('a', 65) + "@b"));
    }

    [Theory]
    [InlineData("+1", true)]
    [InlineData("+123456789012345", true)]
    [InlineData("+1234567890123456", false)]
    [InlineData("+", false)]
    [InlineData("123", false)]
    [InlineData("+12 34", false)]
    [InlineData("+12-34", false)]
    [InlineData("+١٢٣", false)]
    [InlineData("+123\n", false)]
    public void A_telephone_number_is_a_plus_and_digits(string value, bool right) =>
        Assert.Equal(right ? null : "Invalid phone number format.", Standard("phone_number").Broken(value));

    [Theory]
    [InlineData("1999-12-31", true)]
    [InlineData("2000-02-29", true)]
    [InlineData("1900-02-29", false)]
    [InlineData("99-12-31", false)]
    [InlineData("1999-12-31 ", false)]
    [InlineData("31/12/1999", false)]
    public void A_birthdate_is_a_day_of_the_calendar(string value, bool right) =>
        Assert.Equal(right, Standard("birthdate").Broken(value) is null);

    [Theory]
    [InlineData("0", null)]
    [InlineData("1756717687", null)]
    [InlineData("-1", "updated_at: Number must be no less than 0")]
    [InlineData("1.5", "updated_at: Invalid number value")]
    [InlineData("1e3", "updated_at: Invalid number value")]
    [InlineData("99999999999999999999", "updated_at: Invalid number value")]
    [InlineData(" 1", "updated_at: Invalid number value")]
    public void A_number_is_whole_and_in_its_range(string value, string? broken) => Assert.Equal(broken, Standard("updated_at").Broken(value));

    [Fact]
    public void A_number_may_have_an_upper_bound() => Assert.Equal(
        "custom:age: Number must be no greater than 150",
        new AttributeDefinition("custom:age", AttributeKind.Number) { MaxValue = 150 }.Broken("151"));

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", true)]
    [InlineData("True", false)]
    [InlineData("1", false)]
    public void A_boolean_is_true_or_false(string value, bool right) => Assert.Equal(right, Standard("email_verified").Broken(value) is null);

    [Theory]
    [InlineData("2026-09-01T09:08:07Z", true)]
    [InlineData("2026-09-01", true)]
    [InlineData("yesterday", false)]
    public void A_date_and_time_is_in_ISO_form(string value, bool right) =>
        Assert.Equal(right, new AttributeDefinition("custom:at", AttributeKind.DateTime).Broken(value) is null);

    [Theory]
    [InlineData("ab", "custom:team: String must be at least 3 characters long")]
    [InlineData("abc", null)]
    [InlineData("abcde", null)]
    [InlineData("abcdef", "custom:team: String must be no longer than 5 characters")]
    public void A_text_has_its_bounds(string value, string? broken) =>
        Assert.Equal(broken, new AttributeDefinition("custom:team", AttributeKind.String) { MinLength = 3, MaxLength = 5 }.Broken(value));

    [Fact]
    public void No_value_is_longer_than_2048()
    {
        var free = new AttributeDefinition("custom:free", AttributeKind.String);
        Assert.Null(free.Broken(new string('x', 2048)));
        Assert.NotNull(free.Broken(new string('x', 2049)));
    }

    [Fact]
    public void No_text_holds_a_character_a_database_cannot_keep() =>
        Assert.NotNull(Standard("name").Broken("A\0na"));

    [Fact]
    public void A_hostile_address_is_judged_at_once()
    {
        var hostile = "a@" + string.Concat(Enumerable.Repeat("b.", 1_000)) + "@";
        Assert.NotNull(Standard("email").Broken(hostile));
    }

    [Theory]
    [InlineData("email", false, false)]
    [InlineData("custom:team", true, false)]
    [InlineData("dev:custom:score", true, true)]
    public void A_name_tells_who_defined_it_and_who_writes_it(string name, bool custom, bool developer)
    {
        var definition = new AttributeDefinition(name, AttributeKind.String);
        Assert.Equal((custom, developer), (definition.IsCustom, definition.IsDeveloperOnly));
    }

    [Fact]
    public void A_pool_begins_with_twenty_attributes_of_which_sub_alone_is_required_and_immutable()
    {
        Assert.Equal(20, Schema.Standard.All.Count);
        Assert.Equal(["sub"], Schema.Standard.All.Where(d => d.Required || !d.Mutable).Select(d => d.Name));
        Assert.Null(Schema.Standard.Find("Email"));
    }

    private static AttributeDefinition Standard(string name) => Schema.Standard.Find(name)!;
}
