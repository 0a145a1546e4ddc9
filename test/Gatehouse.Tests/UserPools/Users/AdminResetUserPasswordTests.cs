using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class AdminResetUserPasswordTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public AdminResetUserPasswordTests()
    {
        pool = world.Pool();
        app = pool.Client();
    }

    [Fact]
    public async Task The_password_is_no_good_any_more_and_a_code_makes_another()
    {
        pool.User("ana", "ana@example.com");
        var bearer = await app.In("ana");
        Assert.True((await pool.Reset("ana")).IsOk);
        Assert.Equal("RESET_REQUIRED", (await pool.Get("ana")).Ok.UserStatus);
        Assert.Equal(Texts.ResetRequired, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.ResetRequired, (await app.SignIn("ana", World.Wrong)).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.True((await app.ConfirmForgot("ana", world.CodeTo("ana@example.com"))).IsOk);
        Assert.NotNull((await app.SignIn("ana", World.Another)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task Without_a_proven_address_nobody_is_reset_into_nowhere()
    {
        pool.User("ana", "ana@example.com", proven: false);
        Assert.Equal(Texts.NothingVerified, (await pool.Reset("ana")).Refusal);
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Theory]
    [InlineData(UserStatus.Unconfirmed)]
    [InlineData(UserStatus.ForceChangePassword)]
    [InlineData(UserStatus.ExternalProvider)]
    public async Task Only_who_has_a_password_of_their_own_is_reset(UserStatus status)
    {
        pool.User("ana", "ana@example.com", with: u => u with { Status = status });
        Assert.Equal(Texts.CannotReset, (await pool.Reset("ana")).Refusal);
    }

    [Fact]
    public async Task Who_is_disabled_is_not_reset()
    {
        pool.User("ana", "ana@example.com", with: u => u with { Enabled = false });
        Assert.Equal(Texts.Disabled, (await pool.Reset("ana")).Refusal);
    }
}
