using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>One canonical name, one person: in uniqueness, look-up, lockout and limits alike.</summary>
public class UnicodeNamesTests
{
    private readonly World world = new();

    [Theory]
    [InlineData("admin", "ADMIN")]
    [InlineData("admin", "ａｄｍｉｎ")]
    [InlineData("caf\u00e9", "cafe\u0301")]
    [InlineData("kelvin", "\u212Aelvin")]
    [InlineData("οδος", "ΟΔΟΣ")]
    [InlineData("stra\u00dfe", "STRA\u1e9eE")]
    public async Task Two_spellings_of_one_name_are_one_person_everywhere(string name, string other)
    {
        var pool = world.Pool();
        var app = pool.Client();
        pool.User(name);
        Assert.Equal(Texts.UserExists, (await app.SignUp(other)).Refusal);
        Assert.Equal(Texts.UserExists, (await pool.Create(other)).Refusal);
        Assert.True((await app.SignIn(other)).IsOk);
        Assert.True((await pool.Get(other)).IsOk);
        for (var i = 0; i < 5; i++)
            await app.SignIn(i % 2 == 0 ? name : other, World.Wrong);
        Assert.Equal(Texts.Locked, (await app.SignIn(other)).Refusal);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await new SrpSignIn(app).Try(other, World.Password)).IsOk);
    }

    [Theory]
    [InlineData("admin", "\u0430dmin")]
    [InlineData("istanbul", "\u0131stanbul")]
    [InlineData("admin", "admin.")]
    public async Task Names_that_only_look_alike_are_two_people(string name, string other)
    {
        var pool = world.Pool();
        pool.User(name);
        Assert.Equal(Texts.NoUser, (await pool.Client().SignIn(other)).Refusal);
        Assert.True((await pool.Client().SignUp(other)).IsOk);
    }

    [Theory]
    [InlineData("ana\u200b")]
    [InlineData("\u202eana")]
    [InlineData("a na")]
    [InlineData("ana\n")]
    [InlineData("ana\0")]
    [InlineData("")]
    public async Task A_name_that_hides_something_breaks_the_contract(string name)
    {
        var pool = world.Pool();
        Assert.StartsWith("InvalidParameterException: ", (await pool.Client().SignUp(name)).Refusal);
        Assert.StartsWith("InvalidParameterException: ", (await pool.Create(name)).Refusal);
    }

    [Fact]
    public async Task An_address_is_one_account_however_it_is_written()
    {
        var pool = world.Pool(p => p with { Names = new SignInNames { InsteadOfUsername = ["email"] } });
        var app = pool.Client();
        Assert.True((await app.SignUp("änä@example.com")).IsOk);
        Assert.Equal(Texts.EmailExists, (await app.SignUp("a\u0308na\u0308@EXAMPLE.com")).Refusal);
        Assert.Equal("InvalidParameterException: Username should be an email.", (await app.SignUp("ana＠example.com")).Refusal);
    }

    [Fact]
    public async Task A_name_that_is_another_person_s_sub_or_alias_is_taken()
    {
        var pool = world.Pool(p => p with { Names = new SignInNames { Aliases = ["preferred_username"] } });
        var ana = pool.User("ana", with: u => u with { Attributes = new Dictionary<string, string> { ["preferred_username"] = "annie" } });
        foreach (var name in (string[])[ana.Sub, ana.Sub.ToUpperInvariant(), "annie", "Annie"])
        {
            Assert.Equal(Texts.UserExists, (await pool.Client().SignUp(name)).Refusal);
            Assert.Equal(Texts.UserExists, (await pool.Create(name)).Refusal);
        }
    }
}
