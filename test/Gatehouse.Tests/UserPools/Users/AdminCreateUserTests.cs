using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class AdminCreateUserTests
{
    private const string Mail = "ana@example.com";
    private const string Phone = "+14325550100";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public AdminCreateUserTests()
    {
        pool = world.Pool();
        app = pool.Client();
    }

    [Fact]
    public async Task A_person_who_was_created_must_choose_a_password()
    {
        var user = (await pool.Create("Ana", r => r with { UserAttributes = Wire.List(("email", Mail), ("email_verified", "true")) })).Ok.User!;
        Assert.Equal(("Ana", "FORCE_CHANGE_PASSWORD", true, world.Now), (user.Username, user.UserStatus, user.Enabled, user.UserCreateDate));
        var attributes = Wire.Read(user.Attributes);
        Assert.Equal(("sub", pool.Find("ana")!.Sub), (user.Attributes![0].Name, attributes["sub"]));
        Assert.Equal((Mail, "true"), (attributes["email"], attributes["email_verified"]));
    }

    [Fact]
    public async Task An_address_is_not_proven_unless_the_administrator_says_so()
    {
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", Mail)) });
        Assert.Equal("false", pool.Find("ana")!["email_verified"]);
    }

    [Fact]
    public async Task The_invitation_brings_a_password_that_works()
    {
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", Mail)), DesiredDeliveryMediums = ["EMAIL"] });
        var invitation = Assert.Single(world.Sent(Mail));
        Assert.Equal((MessagePurpose.AdminCreateUser, "Your temporary password"), (invitation.Purpose, invitation.Subject));
        Assert.Contains("Your username is ana and temporary password is ", invitation.Body, StringComparison.Ordinal);
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await app.SignIn("ana", invitation.Code!)).Ok.ChallengeName);
    }

    [Fact]
    public async Task It_goes_by_every_way_that_is_asked_for_once()
    {
        await pool.Create("ana", r => r with
        {
            UserAttributes = Wire.List(("email", Mail), ("phone_number", Phone)), DesiredDeliveryMediums = ["EMAIL", "SMS", "EMAIL"],
        });
        Assert.Equal(Assert.Single(world.Sent(Mail)).Code, Assert.Single(world.Sent(Phone)).Code);
    }

    [Fact]
    public async Task Unasked_it_goes_to_the_telephone_or_nowhere()
    {
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", Mail), ("phone_number", Phone)) });
        await pool.Create("bob", r => r with { UserAttributes = Wire.List(("email", "bob@example.com")) });
        Assert.Equal([Phone], world.Sent().Select(m => m.Destination));
    }

    [Fact]
    public async Task Suppressed_it_does_not_go_at_all()
    {
        await pool.Create("ana", r => r with
        {
            UserAttributes = Wire.List(("email", Mail), ("phone_number", Phone)), DesiredDeliveryMediums = ["EMAIL", "SMS"], MessageAction = "SUPPRESS",
        });
        Assert.Empty(world.Sent());
    }

    [Fact]
    public async Task To_an_address_that_is_not_there_it_cannot_go_and_nobody_is_added()
    {
        Assert.Equal(
            "InvalidParameterException: User does not have the attribute email to which the invitation is to be sent.",
            (await pool.Create("ana", r => r with { DesiredDeliveryMediums = ["EMAIL"] })).Refusal);
        Assert.Null(pool.Find("ana"));
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, Texts.TemporaryExpired)]
    public async Task A_temporary_password_is_good_for_seven_days(int seconds, string? refusal)
    {
        await pool.Create("ana", r => r with { TemporaryPassword = World.Password });
        world.Wait(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(seconds));
        var said = await app.SignIn("ana");
        Assert.Equal(refusal, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task Sent_again_it_brings_another_password_and_another_week()
    {
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", Mail)), DesiredDeliveryMediums = ["EMAIL"] });
        world.Wait(TimeSpan.FromDays(8));
        var first = world.CodeTo(Mail);
        Assert.True((await pool.Create("ana", r => r with { MessageAction = "RESEND", DesiredDeliveryMediums = ["EMAIL"] })).IsOk);
        var second = world.CodeTo(Mail);
        Assert.NotEqual(first, second);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", first)).Refusal);
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await app.SignIn("ana", second)).Ok.ChallengeName);
    }

    [Theory]
    [InlineData(Phone, Phone)]
    [InlineData(null, Mail)]
    public async Task Sent_again_without_a_word_how_it_still_reaches_the_person(string? phone, string expected)
    {
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", Mail), ("phone_number", phone)), MessageAction = "SUPPRESS" });
        Assert.True((await pool.Create("ana", r => r with { MessageAction = "RESEND" })).IsOk);
        Assert.Equal(expected, Assert.Single(world.Sent()).Destination);
    }

    [Fact]
    public async Task It_is_sent_again_only_to_who_has_not_yet_come()
    {
        pool.User("ana", Mail);
        Assert.Equal(
            "UnsupportedUserStateException: Resend not possible. Current status of the user is CONFIRMED",
            (await pool.Create("ana", r => r with { MessageAction = "RESEND" })).Refusal);
        Assert.Equal(Texts.NoUser, (await pool.Create("nobody", r => r with { MessageAction = "RESEND" })).Refusal);
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        pool.User("ana");
        Assert.Equal(Texts.UserExists, (await pool.Create("ANA")).Refusal);
        Assert.Equal(Texts.UserExists, (await pool.Create("ANA", r => r with { ForceAliasCreation = true })).Refusal);
    }

    [Fact]
    public async Task A_temporary_password_keeps_the_policy() =>
        Assert.Equal(
            "InvalidPasswordException: Password did not conform with password policy: Password must have numeric characters",
            (await pool.Create("ana", r => r with { TemporaryPassword = "NoDigits!!" })).Refusal);

    [Fact]
    public async Task Required_attributes_may_be_left_for_the_person_to_give()
    {
        pool.Change(p => p with { Schema = new Schema([.. p.Schema.All.Select(d => d.Name == "name" ? d with { Required = true } : d)]) });
        Assert.True((await pool.Create("ana")).IsOk);
    }

    [Fact]
    public async Task Attributes_are_held_against_the_schema()
    {
        Assert.Equal("InvalidParameterException: Invalid email address format.", (await pool.Create("ana", r => r with { UserAttributes = Wire.List(("email", "x")) })).Refusal);
        Assert.Equal(
            "InvalidParameterException: Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined",
            (await pool.Create("ana", r => r with { UserAttributes = Wire.List(("custom:x", "y")) })).Refusal);
        Assert.Equal(
            "InvalidParameterException: user.sub: Attribute cannot be updated.",
            (await pool.Create("ana", r => r with { UserAttributes = Wire.List(("sub", "y")) })).Refusal);
    }

    [Fact]
    public async Task An_administrator_writes_what_applications_may_not()
    {
        pool.Change(p => p with { Schema = new Schema([.. p.Schema.All, new("dev:custom:score", AttributeKind.Number)]) });
        await pool.Create("ana", r => r with { UserAttributes = Wire.List(("dev:custom:score", "7")) });
        Assert.Equal("7", Wire.Read((await pool.Get("ana")).Ok.UserAttributes)["dev:custom:score"]);
    }

    [Fact]
    public async Task A_pool_of_another_region_does_not_exist() =>
        Assert.Equal(Texts.NoPool("us-east-1_abc"), (await new TestPool(world, "us-east-1_abc").Create("ana")).Refusal);
}
