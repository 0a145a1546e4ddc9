using CsCheck;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// An attacker with accounts of their own (Eve, and Eva who was invited) answers challenges in every wrong order, with whatever they
/// gathered on the way: sessions and secret blocks of other steps, people, applications and pools, signatures, their own passwords.
/// No tokens may come of it but their own, and each proof gets them once.
/// </summary>
public class ChallengeWalkTests
{
    private const string EvesPassword = "Eves-password-1";

    private static readonly int Walks = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 } ? 20_000 : 2_000;
    private static readonly string[] Names = ["vic", "tim", "una", "dis", "res", "eve", "eva", "nobody", "VIC", ""];
    private static readonly string[] Challenges = [.. typeof(ChallengeNameType).GetFields().Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue()).OfType<string>()];
    private static readonly string[] Members =
    [
        "USERNAME", "PASSWORD", "NEW_PASSWORD", "ANSWER", "SMS_MFA_CODE", "SOFTWARE_TOKEN_MFA_CODE", "EMAIL_OTP_CODE", "PASSWORD_CLAIM_SIGNATURE",
        "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "SRP_A", "DEVICE_KEY", "SESSION", "userAttributes.email_verified", "userAttributes.name", "CREDENTIAL", "REFRESH_TOKEN",
    ];

    private readonly World world = new(with: parts => parts.AddSingleton<ISrp, QuickSrp>());
    private readonly TestClient[] apps;
    private readonly HashSet<string> evil = [];
    private readonly List<string> loot = ["", "x", "AYABe" + new string('A', 200), new string('A', 3_000), "0", "true"];
    private readonly HashSet<string> seen = [];

    public ChallengeWalkTests()
    {
        TestPool[] pools = [world.Pool(), world.Pool(p => p with { Names = new SignInNames { Aliases = ["email"] } })];
        apps = [pools[0].Client(), pools[0].Client(c => c with { HidesUnknownUsers = true }), pools[1].Client()];
        foreach (var pool in pools)
        {
            pool.User("vic", "vic@example.com");
            pool.User("una", with: u => u with { Status = UserStatus.Unconfirmed });
            pool.User("dis", with: u => u with { Enabled = false });
            pool.User("res", with: u => u with { Status = UserStatus.ResetRequired });
            pool.User("tim", with: u => u with { Status = UserStatus.ForceChangePassword, Password = u.Password! with { IsTemporary = true } });
            evil.Add(pool.User("eve").Sub);
            evil.Add(pool.User("eva").Sub);
            pool.SetPassword("eve", EvesPassword).Wait();
        }
    }

    [Fact]
    public async Task Thousands_of_walks_yield_no_tokens_but_the_attacker_s_own()
    {
        await Gen.Int[0, int.MaxValue].Array[30, 60].SampleAsync(Walk, iter: Walks, threads: 1);
        Assert.True(seen.Count > Walks / 10, $"Only {seen.Count} sign-ins succeeded: the walks prove little.");
    }

    private async Task<bool> Walk(int[] dice)
    {
        var turn = 0;
        int Roll(int sides) => dice[turn++ % dice.Length] / 7 % sides;
        string Any(IReadOnlyList<string> from) => from[Roll(from.Count)];

        world.Wait(TimeSpan.FromSeconds(Roll(4_000)));
        if (loot.Count > 400)
            loot.RemoveRange(6, 200);
        await Gather(apps[Roll(apps.Length)], Roll(6), Any(Names));
        for (var step = 0; step < 6; step++)
        {
            var (app, session) = (apps[Roll(apps.Length)], Roll(4) == 0 ? null : Any(loot));
            var responses = new Dictionary<string, string> { ["USERNAME"] = Any(Names) };
            for (var more = Roll(6); more > 0; more--)
                responses[Any(Members)] = Roll(3) == 0 ? Any([EvesPassword, World.Another, "Eva-chooses-1"]) : Any(loot);
            var request = new RespondToAuthChallengeRequest
            {
                ClientId = app.Id, ChallengeName = Roll(3) == 0 ? Any(Challenges) : Roll(2) == 0 ? "NEW_PASSWORD_REQUIRED" : "PASSWORD_VERIFIER",
                Session = session, ChallengeResponses = responses,
            };
            Judge((await world.Call(world.Op<RespondToAuthChallenge>(), request)).Value?.AuthenticationResult);
        }

        return true;
    }

    // What an attacker can come by: beginnings in anybody's name, and whole sign-ins in their own.
    private async Task Gather(TestClient app, int what, string name)
    {
        switch (what)
        {
            case 0:
                Loot((await app.Initiate("USER_SRP_AUTH", ("USERNAME", name), ("SRP_A", "2"))).Value?.ChallengeParameters?.Values);
                break;
            case 1:
                Judge((await app.SignIn(name, EvesPassword)).Value?.AuthenticationResult);
                break;
            case 2 or 3:
                await app.Pool.SetPassword("eva", EvesPassword, permanent: false);
                Loot([(await app.SignIn("eva", EvesPassword)).Value?.Session ?? ""]);
                break;
            default:
                var asked = (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "eve"), ("SRP_A", "2"))).Ok.ChallengeParameters!;
                var answers = QuickSrp.Answers(asked, "2", app.Pool.Id, EvesPassword, world.Now);
                Loot(answers.Select(a => a.Value));
                if (what == 4)
                    Judge((await app.Respond("PASSWORD_VERIFIER", null, answers)).Value?.AuthenticationResult);
                break;
        }
    }

    private void Loot(IEnumerable<string>? more) => loot.AddRange(more ?? []);

    private void Judge(AuthenticationResultType? result)
    {
        if (result is null)
            return;
        var claims = world.Get<ITokens>().Read(result.AccessToken!, TokenUse.Access, default).Done()!;
        Assert.Contains((string)claims["sub"], evil);
        Assert.True(seen.Add((string)claims["jti"]));
    }
}
