using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

public class PasswordSignInTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public PasswordSignInTests()
    {
        pool = world.Pool();
        app = pool.Client();
    }

    [Fact]
    public async Task The_right_password_gets_three_tokens_and_no_challenge()
    {
        pool.User("ana");
        var answer = (await app.SignIn("ana")).Ok;
        Assert.Equal((null, null), (answer.ChallengeName, answer.Session));
        Assert.Empty(answer.ChallengeParameters!);
        Assert.Equal((3600, "Bearer"), (answer.AuthenticationResult!.ExpiresIn, answer.AuthenticationResult.TokenType));
        Assert.All([answer.AuthenticationResult.AccessToken, answer.AuthenticationResult.IdToken, answer.AuthenticationResult.RefreshToken], Assert.NotNull);
        Assert.True((await new TestBearer(world, answer.AuthenticationResult.AccessToken!).Get()).IsOk);
    }

    [Fact]
    public async Task The_same_password_in_another_spelling_of_the_name_will_do()
    {
        var ana = pool.User("Ana");
        Assert.All(await Task.WhenAll(app.SignIn("ANA"), app.SignIn("ａｎａ"), app.SignIn(ana.Sub)), said => Assert.True(said.IsOk));
    }

    [Fact]
    public async Task A_password_counts_to_its_last_character_and_is_never_cut()
    {
        var longest = "Aa1!" + new string('x', 252);
        pool.User("ana");
        await pool.SetPassword("ana", longest);
        Assert.True((await app.SignIn("ana", longest)).IsOk);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", longest[..255])).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", longest[..255] + "y")).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", longest + "x")).Refusal);
    }

    [Theory]
    [InlineData(UserStatus.Unconfirmed, Texts.NotConfirmed)]
    [InlineData(UserStatus.ResetRequired, Texts.ResetRequired)]
    [InlineData(UserStatus.ExternalProvider, Texts.WrongPassword)]
    public async Task Where_a_person_stands_decides_after_the_right_password(UserStatus status, string refusal)
    {
        pool.User("ana", with: u => u with { Status = status });
        Assert.Equal(refusal, (await app.SignIn("ana")).Refusal);
    }

    [Fact]
    public async Task Who_is_disabled_is_told_so_only_with_the_right_password()
    {
        pool.User("ana", with: u => u with { Enabled = false });
        Assert.Equal(Texts.Disabled, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);
    }

    [Fact]
    public async Task Who_has_no_password_gets_in_by_none()
    {
        pool.User("ana", with: u => u with { Password = null });
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana")).Refusal);
    }

    [Theory]
    [InlineData("USERNAME")]
    [InlineData("PASSWORD")]
    public async Task Name_and_password_are_required(string missing)
    {
        var rest = new[] { ("USERNAME", "ana"), ("PASSWORD", World.Password) }.Where(p => p.Item1 != missing).ToArray();
        Assert.Equal($"InvalidParameterException: Missing required parameter {missing}", (await app.Initiate("USER_PASSWORD_AUTH", rest)).Refusal);
        Assert.Equal(
            $"InvalidParameterException: Missing required parameter {missing}",
            (await app.Initiate("USER_PASSWORD_AUTH", [.. rest, (missing, "")])).Refusal);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("{2049}")]
    public async Task A_name_nobody_can_have_is_refused_before_any_work(string name)
    {
        name = name == "{2049}" ? new string('x', 2049) : name;
        Assert.Equal("InvalidParameterException: Invalid parameter USERNAME", (await app.SignIn(name)).Refusal);
        Assert.Equal(0, world.Hasher.Checks);
    }

    [Theory]
    [InlineData("\ufffe")]
    [InlineData("\uffff")]
    [InlineData("😀")]
    [InlineData("a\u0301\u0345")]
    public async Task Any_other_name_is_just_nobody_s(string name) => Assert.Equal(Texts.NoUser, (await app.SignIn(name)).Refusal);

    [Fact]
    public async Task A_weaker_hash_is_made_anew_at_sign_in_and_nothing_else_changes()
    {
        var ana = pool.User("ana", with: u => u with { Password = u.Password! with { Hash = FastHasher.Weak + "0$" + World.Password } });
        var since = ana.Now.State.Password!.Since;
        world.Wait(TimeSpan.FromDays(1));
        Assert.True((await app.SignIn("ana")).IsOk);
        Assert.StartsWith("fast$", ana.Now.State.Password!.Hash, StringComparison.Ordinal);
        Assert.Equal(since, ana.Now.State.Password.Since);
    }

    [Fact]
    public async Task What_SRP_needs_is_kept_while_some_application_may_use_it()
    {
        var ana = pool.User("ana");
        Assert.NotNull(ana.Now.State.Password!.Srp);
        app.Change(c => c with { Ways = SignInWays.Password });
        Assert.True((await app.SignIn("ana")).IsOk);
        Assert.Null(ana.Now.State.Password!.Srp);
        app.Change(c => c with { Ways = SignInWays.Password | SignInWays.Srp });
        Assert.True((await app.SignIn("ana")).IsOk);
        Assert.NotNull(ana.Now.State.Password!.Srp);
    }

    [Fact]
    public async Task A_person_of_one_pool_is_nobody_in_another()
    {
        pool.User("ana");
        Assert.Equal(Texts.NoUser, (await world.Pool().Client().SignIn("ana")).Refusal);
    }

    [Fact]
    public async Task A_password_replaced_while_it_was_being_checked_opens_nothing()
    {
        var (armed, replaced) = (false, new World());
        replaced = new World(watch: call =>
        {
            if (armed && call == "ISessions.Open")
            {
                armed = false;
                replaced.Wait(TimeSpan.FromSeconds(1));
                Assert.True(replaced.Store.Pools.List(null, 1, default).Done().Items[0] is { } p && new TestPool(replaced, p.Id).SetPassword("ana", World.Another).Result.IsOk);
            }
        });
        var here = replaced.Pool();
        var client = here.Client();
        var ana = here.User("ana");
        armed = true;
        Assert.Equal(Texts.WrongPassword, (await client.SignIn("ana")).Refusal);
        Assert.False(armed);
        Assert.True((await client.SignIn(ana.Sub, World.Another)).IsOk);
    }
}
