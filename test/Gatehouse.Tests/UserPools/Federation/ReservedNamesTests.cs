using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools.Federation;

public sealed class ReservedNamesTests
{
    private const string Reserved = "InvalidParameterException: Names that begin with the name of an identity provider are reserved for its users.";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient client;

    public ReservedNamesTests()
    {
        pool = world.Pool();
        client = pool.Client();
    }

    [Theory]
    [InlineData("Google_123")]
    [InlineData("google_123")]
    [InlineData("GOOGLE_")]
    [InlineData("\uFF27oogle\uFF3F123")]
    [InlineData("x_y_1")]
    [InlineData("X_Y_1_2")]
    public async Task The_name_of_somebody_who_may_come_is_not_given_away(string name)
    {
        await Providers();
        Assert.Equal(Reserved, (await client.SignUp(name)).Refusal);
        Assert.Equal(Reserved, (await pool.Create(name)).Refusal);
        Assert.Null(pool.Find(name));
    }

    [Theory]
    [InlineData("Google")]
    [InlineData("Googler_123")]
    [InlineData("my_Google_123")]
    [InlineData("Facebook_123")]
    [InlineData("x_z_1")]
    [InlineData("x_y")]
    [InlineData("_")]
    [InlineData("a_")]
    [InlineData("__Google_1")]
    public async Task Other_names_are_free(string name)
    {
        await Providers();
        Assert.True((await client.SignUp(name)).IsOk);
    }

    [Fact]
    public async Task The_names_of_a_provider_of_another_pool_are_free()
    {
        await new Providers(world.Pool()).Create("Google", "Google");
        Assert.True((await client.SignUp("Google_123")).IsOk);
    }

    [Fact]
    public async Task A_deleted_provider_frees_its_names()
    {
        await Providers();
        await new Providers(pool).Delete("Google");
        Assert.True((await client.SignUp("Google_123")).IsOk);
    }

    [Fact]
    public async Task An_address_that_would_be_a_name_is_none_either()
    {
        await Providers();
        pool.Change(now => now with { Names = new() { Aliases = ["email", "preferred_username"] } });
        Assert.Equal(Reserved, (await client.SignUp("ana", World.Password, ("email", "google_1@example.com"))).Refusal);
        Assert.Equal(Reserved, (await pool.Create("ana", r => r with { UserAttributes = Wire.List(("preferred_username", "Google_1")) })).Refusal);

        pool.User("bob");
        Assert.Equal(Reserved, (await pool.Update("bob", ("preferred_username", "Google_1"))).Refusal);
        Assert.True((await pool.Update("bob", ("nickname", "Google_1"), ("preferred_username", "bobby"))).IsOk);
    }

    [Fact]
    public async Task A_first_sign_in_gives_no_reserved_name_either()
    {
        await Providers();
        pool.Change(now => now with { Names = new() { Aliases = ["preferred_username"] } });
        await pool.Create("carl", r => r with { TemporaryPassword = World.Password });
        var step = (await client.SignIn("carl")).Ok;
        var chosen = await client.ChooseNewPassword("carl", step.Session, World.Another, ("userAttributes.preferred_username", "Google_1"));
        Assert.Equal(Reserved, chosen.Refusal);
        Assert.True((await client.ChooseNewPassword("carl", step.Session, World.Another, ("userAttributes.preferred_username", "charles"))).IsOk);
    }

    [Fact]
    public async Task Where_addresses_are_the_names_they_are_reserved_too()
    {
        await Providers();
        pool.Change(now => now with { Names = new() { InsteadOfUsername = ["email"] } });
        Assert.Equal(Reserved, (await client.SignUp("google_1@example.com")).Refusal);
        Assert.True((await client.SignUp("goo_gle@example.com")).IsOk);
    }

    [Theory]
    [InlineData("Google_1", "google")]
    [InlineData("a_b_c", "a_b")]
    [InlineData("a_b", null)]
    [InlineData("__x_y", "__x")]
    [InlineData("ab", null)]
    [InlineData("_", null)]
    [InlineData("", null)]
    public void The_prefix_of_a_name_is_found(string name, string? prefix) => Assert.Equal(prefix, IdentityProvider.PrefixOf(name));

    private async Task Providers()
    {
        await new Providers(pool).Create("Google", "Google");
        await world.Store.Parts<IdentityProvider>().Add(
            new() { PoolId = pool.Id, Name = "x_y", Type = ProviderType.Oidc, Created = world.Now, Modified = world.Now }, default);
    }
}
