using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>What an administrator does to one person.</summary>
public class AdminUserTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;
    private readonly TestUser ana;

    public AdminUserTests()
    {
        pool = world.Pool();
        app = pool.Client();
        ana = pool.User("Ana", "ana@example.com");
    }

    [Fact]
    public async Task Everything_known_is_shown_but_secrets()
    {
        var shown = (await pool.Get("ANA")).Ok;
        Assert.Equal(("Ana", "CONFIRMED", true), (shown.Username, shown.UserStatus, shown.Enabled));
        Assert.Equal((world.Now, world.Now), (shown.UserCreateDate, shown.UserLastModifiedDate));
        Assert.Equal(["sub", "email", "email_verified"], shown.UserAttributes!.Select(a => a.Name));
        var text = await world.Send<Operations.UserPools.AdminGetUser>($$"""{"UserPoolId":"{{pool.Id}}","Username":"{{ana.Sub}}"}""");
        Assert.DoesNotContain("fast$", text, StringComparison.Ordinal);
        Assert.Contains("\"UserCreateDate\":1788253687", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_nobody_to_every_operation()
    {
        Assert.Equal(
            Enumerable.Repeat(Texts.NoUser, 9),
            new[]
            {
                (await pool.Get("nobody")).Refusal, (await pool.SetPassword("nobody", World.Another)).Refusal, (await pool.Update("nobody", ("name", "x"))).Refusal,
                (await pool.Disable("nobody")).Refusal, (await pool.Enable("nobody")).Refusal, (await pool.Delete("nobody")).Refusal,
                (await pool.Reset("nobody")).Refusal, (await pool.Confirm("nobody")).Refusal, (await pool.SignOut("nobody")).Refusal,
            });
    }

    [Fact]
    public async Task A_person_of_another_pool_is_nobody_here()
    {
        var other = world.Pool();
        Assert.Equal(Texts.NoUser, (await other.Get(ana.Sub)).Refusal);
        Assert.Equal(Texts.NoUser, (await other.Delete(ana.Sub)).Refusal);
        Assert.NotNull(ana.Stored);
    }

    [Fact]
    public async Task Who_is_disabled_is_out_at_once_on_every_way_and_back_when_enabled()
    {
        var tokens = await app.TokensOf("ana");
        var bearer = new TestBearer(world, tokens.AccessToken!);
        Assert.True((await pool.Disable("ana")).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(tokens.RefreshToken!)).Refusal);
        Assert.Equal(Texts.Disabled, (await app.SignIn("ana")).Refusal);
        Assert.Equal("Disabled", (await pool.Get("ana")).Ok.Enabled is false ? "Disabled" : "");

        Assert.True((await pool.Enable("ana")).IsOk);
        Assert.True((await app.SignIn("ana")).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
    }

    [Fact]
    public async Task Who_is_deleted_is_gone_with_name_tokens_and_messages_and_the_name_is_free()
    {
        var tokens = await app.TokensOf("ana");
        await app.Forgot("ana");
        Assert.True((await pool.Delete("ana")).IsOk);
        Assert.Equal(Texts.NoUser, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, tokens.AccessToken!).Get()).Refusal);
        Assert.Equal(Texts.RefreshInvalid, (await app.Refresh(tokens.RefreshToken!)).Refusal);
        Assert.Empty(world.Sent("ana@example.com"));
        Assert.NotEqual(ana.Sub, (await app.SignUp("ana")).Ok.UserSub);
        Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, tokens.AccessToken!).Get()).Refusal);
    }

    [Fact]
    public async Task A_password_set_to_stay_lets_in_and_ends_what_was()
    {
        var bearer = await app.In("ana");
        Assert.True((await pool.SetPassword("ana", World.Another)).IsOk);
        Assert.Equal(Texts.TokenRevoked, (await bearer.Get()).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana")).Refusal);
        Assert.NotNull((await app.SignIn("ana", World.Another)).Ok.AuthenticationResult);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task A_password_set_for_once_must_be_replaced(bool? permanent)
    {
        Assert.True((await pool.SetPassword("ana", World.Another, permanent)).IsOk);
        Assert.Equal("FORCE_CHANGE_PASSWORD", (await pool.Get("ana")).Ok.UserStatus);
        Assert.Equal("NEW_PASSWORD_REQUIRED", (await app.SignIn("ana", World.Another)).Ok.ChallengeName);
    }

    [Theory]
    [InlineData(UserStatus.Unconfirmed)]
    [InlineData(UserStatus.ResetRequired)]
    [InlineData(UserStatus.ExternalProvider)]
    [InlineData(UserStatus.ForceChangePassword)]
    public async Task Set_to_stay_it_confirms_whoever_it_is(UserStatus status)
    {
        pool.User("bob", with: u => u with { Status = status });
        Assert.True((await pool.SetPassword("bob", World.Another)).IsOk);
        Assert.NotNull((await app.SignIn("bob", World.Another)).Ok.AuthenticationResult);
    }

    [Fact]
    public async Task It_keeps_the_policy() => Assert.Equal(Texts.TooShort, (await pool.SetPassword("ana", "Short1!")).Refusal);

    [Fact]
    public async Task Attributes_are_written_and_removed_with_their_proofs()
    {
        Assert.True((await pool.Update("ana", ("email", "new@example.com"), ("email_verified", "true"), ("name", "Ana"))).IsOk);
        Assert.Equal(("new@example.com", "true", "Ana"), (ana["email"], ana["email_verified"], ana["name"]));
        Assert.True((await pool.Update("ana", ("name", ""))).IsOk);
        Assert.Null(ana["name"]);
        var removed = await world.Call(
            world.Op<Operations.UserPools.AdminDeleteUserAttributes>(), new() { UserPoolId = pool.Id, Username = "ana", UserAttributeNames = ["email", "email"] });
        Assert.True(removed.IsOk);
        Assert.Empty(ana.Now.State.Attributes);
    }

    [Fact]
    public async Task A_changed_address_gets_a_code_where_the_pool_verifies_unless_it_is_declared_proven()
    {
        pool.Change(p => p with { AutoVerified = ["email"] });
        await pool.Update("ana", ("email", "declared@example.com"), ("email_verified", "true"));
        Assert.Empty(world.Sent());
        await pool.Update("ana", ("email", "new@example.com"));
        Assert.Equal(MessagePurpose.UpdateUserAttribute, Assert.Single(world.Sent("new@example.com")).Purpose);
        Assert.Equal("false", ana["email_verified"]);
    }

    [Fact]
    public async Task Proof_before_change_binds_administrators_too()
    {
        pool.Change(p => p with { AutoVerified = ["email"], VerifiedBeforeUpdate = ["email"] });
        await pool.Update("ana", ("email", "new@example.com"));
        Assert.Equal(("ana@example.com", "true"), (ana["email"], ana["email_verified"]));
        Assert.True((await (await app.In("ana")).Verify("email", world.CodeTo("new@example.com"))).IsOk);
        Assert.Equal(("new@example.com", "true"), (ana["email"], ana["email_verified"]));
    }

    [Fact]
    public async Task An_attribute_named_twice_is_refused() =>
        Assert.Equal("InvalidParameterException: Duplicate attribute name: name", (await pool.Update("ana", ("name", "a"), ("name", "b"))).Refusal);
}
