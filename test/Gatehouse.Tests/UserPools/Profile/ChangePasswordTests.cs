namespace Gatehouse.Tests.UserPools;

public class ChangePasswordTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public ChangePasswordTests()
    {
        pool = world.Pool();
        app = pool.Client();
        pool.User("ana");
    }

    [Fact]
    public async Task Who_knows_the_password_replaces_it_and_stays_in_alone()
    {
        var (here, elsewhere) = (await app.TokensOf("ana"), await app.TokensOf("ana"));
        var bearer = new TestBearer(world, here.AccessToken!);
        Assert.True((await bearer.ChangePassword(World.Password, World.Another)).IsOk);
        Assert.True((await bearer.Get()).IsOk);
        Assert.True((await app.Refresh(here.RefreshToken!)).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, elsewhere.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(elsewhere.RefreshToken!)).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana")).Refusal);
        Assert.True((await app.SignIn("ana", World.Another)).IsOk);
    }

    [Theory]
    [InlineData(World.Wrong)]
    [InlineData(null)]
    public async Task Who_does_not_know_it_does_not(string? previous)
    {
        Assert.Equal(Texts.WrongPassword, (await (await app.In("ana")).ChangePassword(previous, World.Another)).Refusal);
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task The_new_one_keeps_the_policy() => Assert.Equal(Texts.TooShort, (await (await app.In("ana")).ChangePassword(World.Password, "Short1!")).Refusal);

    [Fact]
    public async Task Five_changes_an_hour_are_enough()
    {
        var bearer = await app.In("ana");
        var passwords = (string[])[World.Password, World.Another];
        for (var i = 0; i < 5; i++)
            Assert.True((await bearer.ChangePassword(passwords[i % 2], passwords[(i + 1) % 2])).IsOk);
        Assert.Equal(Texts.AttemptLimit, (await bearer.ChangePassword(World.Another, World.Password)).Refusal);
        world.Wait(TimeSpan.FromMinutes(59));
        Assert.Equal(Texts.AttemptLimit, (await bearer.ChangePassword(World.Another, World.Password)).Refusal);
    }
}
