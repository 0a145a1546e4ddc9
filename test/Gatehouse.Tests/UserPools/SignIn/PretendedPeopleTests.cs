using Gatehouse.Crypto;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>Sign-in by SRP in a name nobody has, where existence is hidden.</summary>
public class PretendedPeopleTests
{
    private readonly World world = new();

    [Fact]
    public async Task Salt_and_user_id_are_the_same_each_time_and_differ_by_name_and_pool()
    {
        var (one, other) = (Hiding(world.Pool()), Hiding(world.Pool()));
        var first = await Begin(one, "nobody");
        for (var i = 0; i < 20; i++)
            Assert.Equal(first, await Begin(one, i % 2 == 0 ? "nobody" : "NOBODY"));
        Assert.NotEqual(first.Salt, (await Begin(one, "somebody")).Salt);
        Assert.NotEqual(first.Salt, (await Begin(other, "nobody")).Salt);
    }

    [Fact]
    public async Task They_stay_the_same_over_a_restart_and_on_another_node()
    {
        var (master, ring) = (MasterKey.New(), new MemoryStore(TimeProvider.System).KeyRing);
        var answers = new List<(string, string)>();
        for (var node = 0; node < 2; node++)
        {
            var secrets = TestKeys.Box(master, ring);
            var here = new World(with: parts => parts.AddSingleton(secrets));
            answers.Add(await Begin(Hiding(here.Pool(p => p with { Id = "eu-central-1_same", Names = new SignInNames { InsteadOfUsername = ["email"] } })), "nobody@example.com"));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Theory]
    [InlineData("Ana", "bob")]
    [InlineData("ana@example.com", "bob@example.com")]
    public async Task Where_a_person_is_called_by_their_user_name_so_is_nobody(string known, string unknown)
    {
        var pool = world.Pool();
        pool.User(known);
        foreach (var name in (string[])[known, unknown])
        {
            Assert.Equal(name.ToLowerInvariant(), (await Begin(Hiding(pool), name)).UserId);
            Assert.Equal(name.ToLowerInvariant(), (await Begin(Hiding(pool), name.ToUpperInvariant())).UserId);
        }
    }

    [Fact]
    public async Task Where_addresses_stand_for_user_names_both_are_called_by_a_random_looking_UUID()
    {
        var pool = world.Pool(p => p with { Names = new SignInNames { InsteadOfUsername = ["email"] } });
        pool.User("ana", "ana@example.com");
        foreach (var name in (string[])["ana@example.com", "bob@example.com"])
            Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", (await Begin(Hiding(pool), name)).UserId);
    }

    [Fact]
    public async Task Who_was_enrolled_before_SRP_was_allowed_looks_like_everybody_else()
    {
        var pool = world.Pool();
        pool.User("ana", with: u => u with { Password = u.Password! with { Srp = null } });
        var app = Hiding(pool);
        Assert.Equal(await Begin(app, "ana"), await Begin(app, "ana"));
        Assert.Equal(Texts.WrongPassword, (await new SrpSignIn(app).Try("ana", World.Password)).Refusal);
        Assert.True((await app.SignIn("ana")).IsOk);
        Assert.True((await new SrpSignIn(app).Try("ana", World.Password)).IsOk);
    }

    [Fact]
    public async Task Nobody_proves_nothing()
    {
        var srp = new SrpSignIn(Hiding(world.Pool()));
        Assert.Equal(Texts.WrongPassword, (await srp.Try("nobody", World.Password)).Refusal);
    }

    private static TestClient Hiding(TestPool pool) => pool.Client(c => c with { HidesUnknownUsers = true });

    private static async Task<(string Salt, string UserId)> Begin(TestClient app, string name)
    {
        var asked = await new SrpSignIn(app).Begin(name);
        return (asked["SALT"], asked["USER_ID_FOR_SRP"]);
    }
}
