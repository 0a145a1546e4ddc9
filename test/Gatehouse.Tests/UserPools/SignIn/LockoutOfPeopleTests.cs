using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Guessing of passwords: one counter for each person, whatever name, flow or application it is tried by.</summary>
public class LockoutOfPeopleTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient app;

    public LockoutOfPeopleTests()
    {
        pool = world.Pool(p => p with { Names = new SignInNames { Aliases = ["email", "phone_number"] } });
        app = pool.Client();
    }

    [Fact]
    public async Task The_lock_doubles_from_one_second()
    {
        pool.User("ana");
        for (var failure = 0; failure < 4; failure++)
            Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);
        foreach (var seconds in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
        {
            Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);
            world.Wait(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            Assert.Equal(Texts.Locked, (await app.SignIn("ana", World.Wrong)).Refusal);
            world.Wait(TimeSpan.FromTicks(1));
        }

        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task The_right_password_inside_a_lock_is_refused_in_the_same_words_and_does_not_open_it()
    {
        pool.User("ana");
        await Fail("ana", 8);
        Assert.Equal(Texts.Locked, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.Locked, (await app.SignIn("ana", World.Wrong)).Refusal);
        world.Wait(TimeSpan.FromSeconds(8));
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_success_wipes_the_slate()
    {
        pool.User("ana");
        await Fail("ana", 4);
        Assert.True((await app.SignIn("ana")).IsOk);
        await Fail("ana", 4);
        Assert.Equal(Texts.WrongPassword, (await app.SignIn("ana", World.Wrong)).Refusal);
    }

    [Fact]
    public async Task Aliases_spellings_applications_and_flows_share_one_counter()
    {
        var ana = pool.User("ana", "ana@example.com", "+14325550100");
        var other = pool.Client();
        await app.SignIn("ana", World.Wrong);
        await other.SignIn("ANA@example.com", World.Wrong);
        await app.SignIn("+14325550100", World.Wrong);
        await app.AdminInitiate("ADMIN_USER_PASSWORD_AUTH", ("USERNAME", ana.Sub), ("PASSWORD", World.Wrong));
        await new SrpSignIn(app).Try("Ana", World.Wrong);
        Assert.Equal(Texts.Locked, (await other.SignIn("ana")).Refusal);
    }

    [Fact]
    public async Task Wrong_proofs_by_SRP_count_like_wrong_passwords()
    {
        pool.User("ana");
        var srp = new SrpSignIn(app);
        for (var failure = 0; failure < 5; failure++)
            Assert.Equal(Texts.WrongPassword, (await srp.Try("ana", World.Wrong)).Refusal);
        Assert.Equal(Texts.Locked, (await srp.Try("ana", World.Password)).Refusal);
        Assert.Equal(Texts.Locked, (await app.SignIn("ana")).Refusal);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await srp.Try("ana", World.Password)).IsOk);
    }

    [Fact]
    public async Task Guesses_at_the_previous_password_of_a_change_count_too()
    {
        pool.User("ana");
        var ana = await app.In("ana");
        for (var failure = 0; failure < 4; failure++)
            Assert.Equal(Texts.WrongPassword, (await ana.ChangePassword(World.Wrong, World.Another)).Refusal);
        await Fail("ana", 1);
        Assert.Equal(Texts.Locked, (await app.SignIn("ana")).Refusal);
        Assert.Equal(Texts.Locked, (await ana.ChangePassword(World.Password, World.Another)).Refusal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_nobody_has_are_locked_just_the_same(bool hides)
    {
        app.Change(c => c with { HidesUnknownUsers = hides });
        for (var failure = 0; failure < 5; failure++)
            Assert.Equal(hides ? Texts.WrongPassword : Texts.NoUser, (await app.SignIn(failure % 2 == 0 ? "nobody" : "NOBODY", World.Wrong)).Refusal);
        Assert.Equal(Texts.Locked, (await app.SignIn("nobody", World.Wrong)).Refusal);
    }

    [Fact]
    public async Task A_lock_in_one_pool_is_none_in_another_and_none_for_another_person()
    {
        pool.User("ana");
        pool.User("bob");
        var other = world.Pool();
        other.User("ana");
        await Fail("ana", 8);
        Assert.True((await app.SignIn("bob")).IsOk);
        Assert.True((await other.Client().SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task Of_two_hundred_wrong_passwords_at_once_five_count_and_a_right_one_among_the_rest_is_refused()
    {
        pool.User("ana");
        var said = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => app.SignIn("ana", World.Wrong))));
        Assert.Equal(5, said.Count(s => s.Refusal == Texts.WrongPassword));
        Assert.Equal(195, said.Count(s => s.Refusal == Texts.Locked));
        Assert.Equal(Texts.Locked, (await app.SignIn("ana")).Refusal);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.True((await app.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_right_password_that_was_being_checked_when_the_lock_fell_is_refused()
    {
        var (armed, here) = (false, default(World)!);
        here = new World(watch: call =>
        {
            if (!armed || call is not "ITallies.Change")
                return;
            armed = false;
            var p = new TestPool(here, here.Store.Pools.List(null, 1, default).Done().Items[0].Id);
            var attacker = p.Client();
            for (var i = 0; i < 5; i++)
                attacker.SignIn("ana", World.Wrong).Wait();
        });
        var mine = here.Pool();
        mine.User("ana");
        var client = mine.Client();
        await client.SignIn("ana", World.Wrong);
        armed = true;
        Assert.Equal(Texts.Locked, (await client.SignIn("ana")).Refusal);
        Assert.False(armed);
    }

    private async Task Fail(string name, int times)
    {
        for (var i = 0; i < times; i++)
        {
            while ((await app.SignIn(name, World.Wrong)).Refusal == Texts.Locked)
                world.Wait(TimeSpan.FromSeconds(1));
        }
    }
}
