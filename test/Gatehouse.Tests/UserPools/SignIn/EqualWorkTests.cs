using System.Diagnostics;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>The time of an answer is the work behind it: as much for a name nobody has as for a person who is there.</summary>
public class EqualWorkTests
{
    private readonly List<string> calls = [];
    private readonly World world;
    private readonly TestClient app;

    public EqualWorkTests()
    {
        world = new World(watch: call => { lock (calls) calls.Add(call); });
        var pool = world.Pool(p => p with { AutoVerified = ["email"] });
        pool.User("ana", "ana@example.com");
        app = pool.Client(c => c with { HidesUnknownUsers = true });
    }

    [Fact]
    public async Task A_wrong_password_costs_one_comparison_and_the_same_calls()
    {
        var (known, unknown) = (await Work(() => app.SignIn("ana", World.Wrong)), await Work(() => app.SignIn("bob", World.Wrong)));
        Assert.Equal(known, unknown);
        Assert.Contains("0 hashes, 1 checks", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_lock_neither_costs_a_comparison()
    {
        foreach (var name in (string[])["ana", "bob"])
        {
            for (var i = 0; i < 5; i++)
                await app.SignIn(name, World.Wrong);
        }

        var (known, unknown) = (await Work(() => app.SignIn("ana", World.Wrong)), await Work(() => app.SignIn("bob", World.Wrong)));
        Assert.Equal(known, unknown);
        Assert.Contains("0 hashes, 0 checks", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_steps_by_SRP_make_the_same_calls()
    {
        var srp = new SrpSignIn(app);
        Assert.Equal(await Work(() => srp.Begin("ana")), await Work(() => srp.Begin("bob")));
        var (ana, bob) = (srp.Answers(await srp.Begin("ana"), World.Wrong), srp.Answers(await srp.Begin("bob"), World.Wrong));
        Assert.Equal(await Work(() => srp.Answer(ana)), await Work(() => srp.Answer(bob)));
    }

    [Fact]
    public async Task A_recovery_makes_as_many_calls_and_hashes_in_each_of_its_steps()
    {
        Assert.Equal(Sum(await Work(() => app.Forgot("ana"))), Sum(await Work(() => app.Forgot("bob"))));
        var (known, unknown) = (await Work(() => app.ConfirmForgot("ana", "x")), await Work(() => app.ConfirmForgot("bob", "x")));
        Assert.Equal(Sum(known), Sum(unknown));
        Assert.Contains("1 hashes, 0 checks", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_up_s_code_asked_for_and_tried_makes_as_many_calls()
    {
        await app.SignUp("new", World.Password, ("email", "new@example.com"));
        Assert.Equal(Sum(await Work(() => app.Resend("new"))), Sum(await Work(() => app.Resend("bob"))));
        Assert.Equal(Sum(await Work(() => app.Confirm("new", "x"))), Sum(await Work(() => app.Confirm("bob", "x"))));
    }

    [Fact]
    public async Task Two_thousand_answers_each_take_the_same_time()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 }, "Takes a minute: set GATEHOUSE_LONG.");
        var here = new World(with: parts => parts.AddSingleton<IPasswordHasher, Argon2Passwords>());
        var pool = here.Pool();
        pool.User("ana");
        var client = pool.Client(c => c with { HidesUnknownUsers = true });
        var times = new Dictionary<string, List<double>> { ["ana"] = [], ["bob"] = [] };
        for (var i = 0; i < 2_000; i++)
        {
            foreach (var name in times.Keys)
            {
                var watch = Stopwatch.GetTimestamp();
                await client.SignIn(name, World.Wrong);
                times[name].Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
            }

            here.Wait(TimeSpan.FromHours(1));
        }

        Assert.InRange(Math.Abs(Median(times["ana"]) - Median(times["bob"])), 0, 1);
    }

    private async Task<string> Work<T>(Func<Task<T>> act)
    {
        var (hashes, checks) = (world.Hasher.Hashes, world.Hasher.Checks);
        calls.Clear();
        await act();
        return $"{string.Join(' ', calls)}: {world.Hasher.Hashes - hashes} hashes, {world.Hasher.Checks - checks} checks";
    }

    // A change of a person and a change of a tally are each one write.
    private static string Sum(string work) => work.Replace("IUsers.Change", "change", StringComparison.Ordinal).Replace("ITallies.Change", "change", StringComparison.Ordinal);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
