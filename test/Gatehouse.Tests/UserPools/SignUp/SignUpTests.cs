using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public class SignUpTests
{
    private readonly World world = new();

    [Fact]
    public async Task Who_signs_up_waits_for_a_code_at_the_address_they_gave()
    {
        var pool = world.Pool(p => p with { AutoVerified = ["email"] });
        var answer = (await pool.Client().SignUp("ana", World.Password, ("email", "ana@example.com"))).Ok;
        var ana = pool.Find("ana")!;
        Assert.Equal((ana.Sub, false), (answer.UserSub, answer.UserConfirmed));
        Assert.Equal(("a***@e***", "EMAIL", "email"), Delivered(answer.CodeDeliveryDetails!));
        Assert.Equal((UserStatus.Unconfirmed, true), (ana.Status, ana.Enabled));
        Assert.Equal("false", ana["email_verified"]);
        Assert.Matches("^[0-9]{6}$", world.CodeTo("ana@example.com"));
    }

    [Fact]
    public async Task The_message_says_the_code_in_the_pool_s_words()
    {
        var messages = new MessageTemplates { CodeSubject = "Welcome", CodeEmail = "<p>{username}: {####}</p>" };
        var pool = world.Pool(p => p with { AutoVerified = ["email"], Messages = messages });
        await pool.Client().SignUp("<ana>", World.Password, ("email", "ana@example.com"));
        var message = Assert.Single(world.Sent("ana@example.com"));
        Assert.Equal(("Welcome", $"<p>&lt;ana&gt;: {message.Code}</p>", Channel.Email), (message.Subject, message.Body, message.Channel));
    }

    [Fact]
    public async Task With_both_addresses_the_telephone_gets_the_code_and_the_mailbox_none()
    {
        var pool = world.Pool(p => p with { AutoVerified = ["email", "phone_number"] });
        var answer = (await pool.Client().SignUp("ana", World.Password, ("email", "ana@example.com"), ("phone_number", "+14325559934"))).Ok;
        Assert.Equal(("+*******9934", "SMS", "phone_number"), Delivered(answer.CodeDeliveryDetails!));
        Assert.Empty(world.Sent("ana@example.com"));
        Assert.Equal(Channel.Sms, Assert.Single(world.Sent("+14325559934")).Channel);
    }

    [Fact]
    public async Task Without_an_address_to_verify_nothing_is_sent()
    {
        var pool = world.Pool(p => p with { AutoVerified = ["email"] });
        Assert.Null((await pool.Client().SignUp("ana")).Ok.CodeDeliveryDetails);
        Assert.Null((await world.Pool().Client().SignUp("ana", World.Password, ("email", "a@b"))).Ok.CodeDeliveryDetails);
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task A_user_name_is_given_once_however_it_is_spelled()
    {
        var app = world.Pool().Client();
        Assert.True((await app.SignUp("Ana")).IsOk);
        Assert.All(await Task.WhenAll(app.SignUp("Ana"), app.SignUp("ana"), app.SignUp("ＡＮＡ")), said => Assert.Equal(Texts.UserExists, said.Refusal));
    }

    [Fact]
    public async Task Where_cases_are_told_apart_two_people_may_differ_by_case()
    {
        var app = world.Pool(p => p with { Names = new SignInNames { CaseSensitive = true } }).Client();
        Assert.True((await app.SignUp("Ana")).IsOk);
        Assert.True((await app.SignUp("ana")).IsOk);
        Assert.Equal(Texts.UserExists, (await app.SignUp("ana")).Refusal);
    }

    [Fact]
    public async Task A_taken_name_is_told_even_where_existence_is_hidden()
    {
        var pool = world.Pool();
        pool.User("ana");
        Assert.Equal(Texts.UserExists, (await pool.Client(c => c with { HidesUnknownUsers = true }).SignUp("ana")).Refusal);
    }

    [Fact]
    public async Task Of_many_sign_ups_in_one_name_at_once_one_succeeds()
    {
        var app = world.Pool().Client();
        var said = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => app.SignUp(i % 2 == 0 ? "ana" : "ANA"))));
        Assert.Single(said, s => s.IsOk);
        Assert.All(said.Where(s => !s.IsOk), s => Assert.Equal(Texts.UserExists, s.Refusal));
    }

    [Theory]
    [InlineData("Short1!", "Password not long enough")]
    [InlineData("lowercase1!", "Password must have uppercase characters")]
    [InlineData("UPPERCASE1!", "Password must have lowercase characters")]
    [InlineData("NoDigits!!", "Password must have numeric characters")]
    [InlineData("NoSymbols11", "Password must have symbol characters")]
    public async Task A_weak_password_is_refused_with_the_rule_it_breaks(string password, string rule) =>
        Assert.Equal(
            $"InvalidPasswordException: Password did not conform with policy: {rule}", (await world.Pool().Client().SignUp("ana", password)).Refusal);

    [Fact]
    public async Task A_password_is_required() =>
        Assert.Equal(
            "InvalidParameterException: 1 validation error detected: Value at 'password' failed to satisfy constraint: Member must not be null",
            (await world.Pool().Client().SignUp("ana", null)).Refusal);

    [Fact]
    public async Task Where_only_administrators_create_nobody_signs_up() =>
        Assert.Equal(
            "NotAuthorizedException: SignUp is not permitted for this user pool",
            (await world.Pool(p => p with { OnlyAdminsCreate = true }).Client().SignUp("ana")).Refusal);

    [Fact]
    public async Task A_client_nobody_knows_is_refused() =>
        Assert.Equal(
            Texts.NoClient("nobody"),
            (await world.Call(world.Op<SignUp>(), new() { ClientId = "nobody", Username = "ana", Password = World.Password })).Refusal);

    [Fact]
    public async Task Required_attributes_must_be_given()
    {
        var pool = world.Pool(p => p with { Schema = Require(p.Schema, "email", "name") });
        Assert.Equal(
            "InvalidParameterException: Attributes did not conform to the schema: name: The attribute is required; email: The attribute is required",
            (await pool.Client().SignUp("ana")).Refusal);
        Assert.True((await pool.Client().SignUp("ana", World.Password, ("email", "a@b"), ("name", "Ana"))).IsOk);
    }

    [Fact]
    public async Task Custom_attributes_are_kept_within_their_bounds()
    {
        var pool = world.Pool(p => p with { Schema = new Schema([.. p.Schema.All, new("custom:team", AttributeKind.String) { MaxLength = 3 }]) });
        Assert.Equal(
            "InvalidParameterException: Attributes did not conform to the schema: custom:team: String must be no longer than 3 characters",
            (await pool.Client().SignUp("ana", World.Password, ("custom:team", "blue"))).Refusal);
        Assert.True((await pool.Client().SignUp("ana", World.Password, ("custom:team", "red"))).IsOk);
        Assert.Equal("red", pool.Find("ana")!["custom:team"]);
    }

    [Fact]
    public async Task An_attribute_named_twice_is_refused() =>
        Assert.Equal(
            "InvalidParameterException: Duplicate attribute name: email",
            (await world.Pool().Client().SignUp("ana", World.Password, ("email", "a@b"), ("email", "c@d"))).Refusal);

    [Fact]
    public async Task An_attribute_with_an_empty_value_is_as_if_it_had_not_been_given()
    {
        var pool = world.Pool();
        Assert.True((await pool.Client().SignUp("ana", World.Password, ("email", ""), ("name", null))).IsOk);
        Assert.Empty(pool.Find("ana")!.State.Attributes);
    }

    private static (string?, string?, string?) Delivered(CodeDeliveryDetailsType details) =>
        (details.Destination, details.DeliveryMedium, details.AttributeName);

    private static Schema Require(Schema schema, params string[] names) =>
        new([.. schema.All.Select(d => names.Contains(d.Name) ? d with { Required = true } : d)]);
}
