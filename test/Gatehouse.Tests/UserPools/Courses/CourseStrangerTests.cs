using System.Text.RegularExpressions;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Where it is hidden who is there, nobody walks through custom challenges as somebody would.</summary>
public sealed class CourseStrangerTests
{
    [Fact]
    public async Task Where_it_is_not_hidden_the_functions_are_not_asked()
    {
        var at = new CourseWorld();
        Assert.Equal(Texts.NoUser, (await at.Begin("nobody")).Refusal);
        Assert.Equal(Texts.NoUser, (await at.Begin("nobody", ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", new SrpProver().A))).Refusal);
        Assert.Empty(at.Functions.Asked);
    }

    /// <summary>How a pool calls people; a name somebody has, and one nobody has.</summary>
    public static TheoryData<string, string, string> Pools => new()
    {
        { "names", "ana", "bob" },
        { "names", "ANA", "BOB" },
        { "aliases", "ana", "bob" },
        { "instead", "ana@example.com", "bob@example.com" },
    };

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task Every_answer_looks_the_same(string kind, string known, string unknown)
    {
        var at = Pool(kind);
        Assert.Equal(await Walk(at, known, byTold: false), await Walk(at, unknown, byTold: false));
        Assert.Equal(await Walk(at, known, byTold: true), await Walk(at, unknown, byTold: true));
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task The_functions_are_told(string kind, string known, string unknown)
    {
        var at = Pool(kind);
        await Walk(at, unknown, byTold: true);
        Assert.All(at.Functions.Asked, one =>
        {
            Assert.Equal("true", one["request"]!["userNotFound"]!.ToJsonString());
            Assert.Equal("{}", one["request"]!["userAttributes"]!.ToJsonString());
        });
        Assert.Single(at.Functions.Asked.Select(one => (string?)one["userName"]).Distinct());
        await Walk(at, known, byTold: true);
        Assert.Equal("false", at.Functions.Last["request"]!["userNotFound"]!.ToJsonString());
    }

    [Fact]
    public async Task Nobody_is_let_in_whatever_the_functions_say()
    {
        var at = Pool("names");
        Assert.Equal(Texts.WrongPassword, (await at.In("nobody")).Refusal);
        at.Functions.Respond("DefineAuthChallenge", """{"issueTokens":true}""");
        Assert.Equal(Texts.WrongPassword, (await at.Begin("nobody")).Refusal);
    }

    [Fact]
    public async Task What_nobody_is_called_stays_the_same()
    {
        var at = Pool("instead");
        var first = (await at.Riddle("bob@example.com")).ChallengeParameters!["USERNAME"];
        Assert.Equal(first, (await at.Riddle("BOB@example.com")).ChallengeParameters!["USERNAME"]);
        Assert.NotEqual(first, (await at.Riddle("eve@example.com")).ChallengeParameters!["USERNAME"]);

        at.App.Change(client => client with { Ways = SignInWays.Custom | SignInWays.Srp });
        Assert.Equal(first, (await new SrpSignIn(at.App).Begin("bob@example.com"))["USER_ID_FOR_SRP"]);
    }

    [Fact]
    public async Task Who_signs_up_meanwhile_does_not_go_on_as_nobody()
    {
        var at = Pool("names");
        var asked = await at.Riddle("bob");
        at.Pool.User("bob");
        Assert.Equal(Texts.SessionInvalid, (await at.Solve("bob", asked.Session)).Refusal);
    }

    [Theory]
    [MemberData(nameof(Pools))]
    public async Task The_password_is_asked_of_nobody_in_the_same_way(string kind, string known, string unknown)
    {
        var at = Pool(kind);
        at.Course("CUSTOM_CHALLENGE", "PASSWORD_VERIFIER");
        foreach (var byTold in (bool[])[true, false])
        {
            var (somebody, nobody) = (await Guess(at, known, byTold), await Guess(at, unknown, byTold));
            Assert.Equal(Form(somebody.Begun, known), Form(nobody.Begun, unknown));
            Assert.Equal(Texts.WrongPassword, somebody.Refusal);
            Assert.Equal(Texts.WrongPassword, nobody.Refusal);
            Assert.Equal(somebody.Begun["SALT"], (await Guess(at, known, !byTold)).Begun["SALT"]);
            Assert.Equal(nobody.Begun["SALT"], (await Guess(at, unknown, !byTold)).Begun["SALT"]);
        }
    }

    [Fact]
    public async Task A_device_tells_nothing()
    {
        var at = Pool("names");
        at.Pool.Change(pool => pool with { Devices = new(true, true) });
        foreach (var name in (string[])["ana", "nobody"])
            Assert.Equal(DeviceWorld.Unknown, (await at.Begin(name, ("DEVICE_KEY", "eu-central-1_00000000-0000-4000-8000-000000000000"))).Refusal);
    }

    private static CourseWorld Pool(string kind)
    {
        var at = new CourseWorld(pool => pool with
        {
            Names = kind switch
            {
                "instead" => new() { InsteadOfUsername = ["email"] },
                "aliases" => new() { Aliases = ["email"] },
                _ => new(),
            },
        });
        at.Pool.User("ana", "ana@example.com");
        return at.Hiding();
    }

    // A wrong answer, then the right one; and what was said, with what differs from person to person taken out.
    private static async Task<string> Walk(CourseWorld at, string name, bool byTold)
    {
        at.Course("CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE", "CUSTOM_CHALLENGE");
        var asked = await at.Riddle(name);
        var said = new List<string> { Form(asked.ChallengeParameters!, name) };
        var (session, told) = (asked.Session, asked.ChallengeParameters!["USERNAME"]);
        for (var i = 0; i < 3; i++)
        {
            var next = (await at.Solve(byTold ? told : name, session, i == 1 ? "Paris" : CourseWorld.Answer)).Ok;
            said.Add($"{next.ChallengeName} {Form(next.ChallengeParameters!, name)}");
            Assert.Equal(told, next.ChallengeParameters!["USERNAME"]);
            session = next.Session;
        }

        at.Functions.Respond("DefineAuthChallenge", """{"failAuthentication":true}""");
        said.Add((await at.Solve(name, session)).Refusal);
        return string.Join('\n', said);
    }

    private static async Task<(IReadOnlyDictionary<string, string> Begun, string Refusal)> Guess(CourseWorld at, string name, bool byTold)
    {
        var prover = new SrpProver();
        var asked = await at.Riddle(name, ("CHALLENGE_NAME", "SRP_A"), ("SRP_A", prover.A));
        var begun = (await at.Solve(byTold ? asked.ChallengeParameters!["USERNAME"] : name, asked.Session)).Ok;
        Assert.Equal("PASSWORD_VERIFIER", begun.ChallengeName);
        Assert.Equal(asked.ChallengeParameters!["USERNAME"], begun.ChallengeParameters!["USERNAME"]);
        var answers = prover.Answers(begun.ChallengeParameters!, at.Pool.Id, World.Wrong, at.World.Now);
        return (begun.ChallengeParameters!, (await at.App.Respond("PASSWORD_VERIFIER", begun.Session, answers)).Refusal);
    }

    private static string Form(IReadOnlyDictionary<string, string> parameters, string name) => string.Join(' ', parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={(string.Equals(pair.Value, name, StringComparison.OrdinalIgnoreCase) ? "NAME" : Regex.Replace(pair.Value, "^[0-9a-zA-Z+/=-]{24,}$", "RANDOM"))}"));
}
