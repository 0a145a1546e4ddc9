using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Pools in which proven addresses and preferred user names work beside the user name.</summary>
public class AliasTests
{
    private readonly World world = new();

    private TestPool Aliased(params string[] aliases) => world.Pool(p => p with
    {
        Names = new SignInNames { Aliases = aliases }, AutoVerified = ["email"],
    });

    [Fact]
    public async Task An_address_works_as_a_name_from_the_moment_it_is_proven()
    {
        var pool = Aliased("email");
        var app = pool.Client();
        await app.SignUp("ana", World.Password, ("email", "ana@example.com"));
        Assert.Equal(Texts.NoUser, (await app.SignIn("ana@example.com")).Refusal);
        Assert.True((await app.Confirm("ana", world.CodeTo("ana@example.com"))).IsOk);
        Assert.True((await app.SignIn("ANA@example.com")).IsOk);
    }

    [Fact]
    public async Task Signing_up_with_a_taken_alias_succeeds_and_tells_nothing()
    {
        var pool = Aliased("email");
        pool.User("ana", "shared@example.com");
        var app = pool.Client();
        var (taken, free) = (await app.SignUp("bob", World.Password, ("email", "shared@example.com")), await app.SignUp("eve", World.Password, ("email", "snared@example.com")));
        Assert.Equal(free.Ok.CodeDeliveryDetails, taken.Ok.CodeDeliveryDetails);
        Assert.Equal("ana", pool.Find("shared@example.com")!.Username);
    }

    [Fact]
    public async Task The_conflict_shows_when_the_address_is_proven_and_changes_nothing()
    {
        var pool = Aliased("email");
        pool.User("ana", "shared@example.com");
        var app = pool.Client();
        await app.SignUp("bob", World.Password, ("email", "shared@example.com"));
        Assert.Equal(Texts.EmailAliasExists, (await app.Confirm("bob", world.CodeTo("shared@example.com"))).Refusal);
        Assert.Equal((UserStatus.Unconfirmed, "ana"), (pool.Find("bob")!.Status, pool.Find("shared@example.com")!.Username));
    }

    [Fact]
    public async Task By_force_the_alias_moves_and_is_not_proven_any_more_for_the_one_who_had_it()
    {
        var pool = Aliased("email");
        var ana = pool.User("ana", "shared@example.com");
        var app = pool.Client();
        await app.SignUp("bob", World.Password, ("email", "shared@example.com"));
        Assert.True((await app.Confirm("bob", world.CodeTo("shared@example.com"), force: true)).IsOk);
        Assert.Equal("bob", pool.Find("shared@example.com")!.Username);
        Assert.Equal(("shared@example.com", "false"), (ana["email"], ana["email_verified"]));
    }

    [Theory]
    [InlineData("email", "ana@example.com", "Username cannot be of email format, since user pool is configured for email alias.")]
    [InlineData("phone_number", "+123", "Username cannot be of phone number format, since user pool is configured for phone number alias.")]
    public async Task A_user_name_that_looks_like_an_alias_is_refused(string alias, string name, string text)
    {
        var pool = Aliased(alias);
        Assert.Equal($"InvalidParameterException: {text}", (await pool.Client().SignUp(name)).Refusal);
        Assert.Equal($"InvalidParameterException: {text}", (await pool.Create(name)).Refusal);
    }

    [Fact]
    public async Task A_preferred_user_name_is_chosen_after_the_sign_up()
    {
        var pool = Aliased("preferred_username");
        var app = pool.Client();
        Assert.StartsWith("InvalidParameterException: preferred_username can be set only after", (await app.SignUp("ana", World.Password, ("preferred_username", "annie"))).Refusal);
        pool.User("ana");
        Assert.True((await (await app.In("ana")).Update(("preferred_username", "Annie"))).IsOk);
        Assert.True((await app.SignIn("annie")).IsOk);
    }

    [Theory]
    [InlineData("bob")]
    [InlineData("BOB")]
    [InlineData("bobby")]
    public async Task A_preferred_user_name_that_is_anybody_s_name_is_refused(string wanted)
    {
        var pool = Aliased("preferred_username");
        pool.User("ana");
        pool.User("bob", with: u => u with { Attributes = new Dictionary<string, string> { ["preferred_username"] = "bobby" } });
        Assert.Equal(
            $"AliasExistsException: An account with the given preferred_username already exists.",
            (await (await pool.Client().In("ana")).Update(("preferred_username", wanted))).Refusal);
    }

    [Fact]
    public async Task A_preferred_user_name_cannot_squat_on_an_address()
    {
        var pool = Aliased("preferred_username", "email");
        pool.User("eve");
        Assert.Equal(
            "InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.",
            (await (await pool.Client().In("eve")).Update(("preferred_username", "ana@example.com"))).Refusal);
    }

    [Theory]
    [InlineData("email_verified", "true", true)]
    [InlineData("email_verified", "false", false)]
    public async Task An_administrator_makes_an_alias_by_calling_the_address_proven(string flag, string value, bool works)
    {
        var pool = Aliased("email");
        await pool.Create("ana", r => r with { MessageAction = "SUPPRESS", UserAttributes = Wire.List(("email", "ana@example.com"), (flag, value)) });
        Assert.Equal(works, pool.Find("ana@example.com") is not null);
    }

    [Fact]
    public async Task An_administrator_moves_an_alias_by_force_only()
    {
        var pool = Aliased("email");
        var ana = pool.User("ana", "shared@example.com");
        var attributes = Wire.List(("email", "shared@example.com"), ("email_verified", "true"));
        Assert.Equal(Texts.EmailExists, (await pool.Create("bob", r => r with { UserAttributes = attributes })).Refusal);
        Assert.True((await pool.Create("bob", r => r with { UserAttributes = attributes, ForceAliasCreation = true })).IsOk);
        Assert.Equal(("bob", "false"), (pool.Find("shared@example.com")!.Username, ana["email_verified"]));
    }

    [Fact]
    public async Task Verifying_or_declaring_a_taken_address_is_refused()
    {
        var pool = Aliased("email");
        pool.User("ana", "shared@example.com");
        pool.User("bob", "shared@example.com", proven: false);
        var bob = await pool.Client().In("bob");
        Assert.True((await bob.AskCode("email")).IsOk);
        Assert.Equal(Texts.EmailAliasExists, (await bob.Verify("email", world.CodeTo("shared@example.com"))).Refusal);
        Assert.Equal(Texts.EmailAliasExists, (await pool.Update("bob", ("email_verified", "true"))).Refusal);
    }
}
