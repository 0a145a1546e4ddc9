using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Pools in which an e-mail address or telephone number stands for the user name.</summary>
public class AddressAsNameTests
{
    private readonly World world = new();

    private TestPool ByMail => world.Pool(p => p with { Names = new SignInNames { InsteadOfUsername = ["email"] }, AutoVerified = ["email"] });

    [Fact]
    public async Task The_address_becomes_an_attribute_and_the_user_name_a_UUID()
    {
        var pool = ByMail;
        var answer = (await pool.Client().SignUp("Ana@Example.com")).Ok;
        var ana = pool.Find("ana@example.com")!;
        Assert.Equal((answer.UserSub, answer.UserSub, "Ana@Example.com"), (ana.Username, ana.Sub, ana["email"]));
        Assert.Equal("A***@E***", answer.CodeDeliveryDetails!.Destination);
    }

    [Fact]
    public async Task One_address_is_one_account_at_once_proven_or_not()
    {
        var app = ByMail.Client();
        Assert.True((await app.SignUp("ana@example.com")).IsOk);
        Assert.Equal(Texts.EmailExists, (await app.SignUp("ANA@example.com")).Refusal);
    }

    [Fact]
    public async Task The_person_signs_in_by_address_or_UUID_and_not_by_anything_else()
    {
        var pool = ByMail;
        var ana = pool.User("ana", "ana@example.com", proven: false);
        var app = pool.Client();
        Assert.True((await app.SignIn("ANA@example.com")).IsOk);
        Assert.True((await app.SignIn(ana.Sub)).IsOk);
        Assert.Equal(Texts.NoUser, (await app.SignIn("ana")).Refusal);
    }

    [Theory]
    [InlineData("email", "ana", "Username should be an email.")]
    [InlineData("phone_number", "ana@example.com", "Username should be a phone number.")]
    [InlineData("email phone_number", "ana", "Username should be either an email or a phone number.")]
    public async Task A_name_that_is_no_such_address_is_refused(string kinds, string name, string text)
    {
        var pool = world.Pool(p => p with { Names = new SignInNames { InsteadOfUsername = kinds.Split(' ') } });
        Assert.Equal($"InvalidParameterException: {text}", (await pool.Client().SignUp(name)).Refusal);
    }

    [Fact]
    public async Task The_other_address_must_be_free_too_and_is_named_when_it_is_not()
    {
        var pool = world.Pool(p => p with { Names = new SignInNames { InsteadOfUsername = ["email", "phone_number"] } });
        pool.User("ana", phone: "+123");
        Assert.Equal(
            "UsernameExistsException: An account with the given phone_number already exists.",
            (await pool.Client().SignUp("bob@example.com", World.Password, ("phone_number", "+123"))).Refusal);
    }

    [Fact]
    public async Task A_changed_address_is_the_new_name_and_the_old_one_is_nobody_s()
    {
        var pool = ByMail;
        pool.User("ana", "ana@example.com");
        var app = pool.Client();
        Assert.True((await (await app.In("ana@example.com")).Update(("email", "ana@new.example"))).IsOk);
        Assert.Equal(Texts.NoUser, (await app.SignIn("ana@example.com")).Refusal);
        Assert.True((await app.SignIn("ana@new.example")).IsOk);
    }

    [Fact]
    public async Task A_changed_address_that_is_another_person_s_name_is_refused()
    {
        var pool = ByMail;
        pool.User("ana", "ana@example.com");
        pool.User("bob", "bob@example.com", proven: false);
        Assert.Equal(Texts.EmailAliasExists, (await (await pool.Client().In("ana@example.com")).Update(("email", "BOB@example.com"))).Refusal);
        Assert.NotNull(pool.Find("ana@example.com"));
    }

    [Fact]
    public async Task An_administrator_cannot_create_a_second_one_either()
    {
        var pool = ByMail;
        pool.User("ana", "ana@example.com");
        Assert.Equal(Texts.EmailExists, (await pool.Create("Ana@example.com", r => r with { ForceAliasCreation = true })).Refusal);
    }
}
