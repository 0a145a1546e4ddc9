using System.Text.Json.Nodes;
using CsCheck;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Gatehouse.Triggers;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

/// <summary>
/// An attacker with accounts of their own (Eve, and Eva who was invited) answers challenges in every wrong order, with whatever they
/// gathered on the way: sessions and secret blocks of other steps, people, applications and pools, signatures, their own passwords, codes
/// and authenticators, and the password of Lee, who has a second factor. Where functions decide, they let in whoever says the own name and
/// proves a password that was asked for. No tokens may come of it but their own, and each proof gets them once.
/// </summary>
public class ChallengeWalkTests
{
    private const string EvesPassword = "Eves-password-1";

    private static readonly int Walks = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 } ? 20_000 : 2_000;
    private static readonly string[] Names = ["vic", "tim", "una", "dis", "res", "eve", "eva", "lee", "nobody", "VIC", ""];
    private static readonly string[] Challenges = [.. typeof(ChallengeNameType).GetFields().Where(f => f.IsLiteral).Select(f => f.GetRawConstantValue()).OfType<string>()];
    private static readonly string[] Members =
    [
        "USERNAME", "PASSWORD", "NEW_PASSWORD", "ANSWER", "SMS_MFA_CODE", "SOFTWARE_TOKEN_MFA_CODE", "EMAIL_OTP_CODE", "PASSWORD_CLAIM_SIGNATURE",
        "PASSWORD_CLAIM_SECRET_BLOCK", "TIMESTAMP", "SRP_A", "DEVICE_KEY", "SESSION", "userAttributes.email_verified", "userAttributes.name", "CREDENTIAL", "REFRESH_TOKEN",
        "EMAIL",
    ];

    private readonly World world = new(with: parts => parts.AddSingleton<ISrp, QuickSrp>());
    private readonly TestClient[] apps;
    private readonly AuthenticatorApp evesPhone;
    private readonly HashSet<string> evil = [];
    private readonly List<string> loot = ["", "x", "AYABe" + new string('A', 200), new string('A', 3_000), "0", "true"];
    private readonly List<string> sessions = [];
    private readonly List<Whole> whole = [];
    private readonly HashSet<string> spent = [];
    private int signIns;
    private int solved;

    public ChallengeWalkTests()
    {
        TestPool[] pools =
        [
            world.Pool(),
            world.Pool(p => p with { Names = new SignInNames { Aliases = ["email"] } }),
            world.Pool(p => p with { RequiresSecondFactor = true, SecondFactors = [SecondFactor.SoftwareToken, SecondFactor.Email] }),
        ];
        Guide(pools);
        foreach (var pool in pools)
            pool.Change(p => p with { FirstFactors = [FirstFactor.Password, FirstFactor.EmailCode, FirstFactor.SmsCode] });
        apps = [.. ((TestPool[])[pools[0], .. pools]).Select(pool => pool.Client(c => c with { Ways = (SignInWays)127 }))];
        apps[1].Change(c => c with { HidesUnknownUsers = true });
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

        var guarded = pools[2];
        evesPhone = new AuthenticatorApp(world, Give(guarded.Find("eve")!, 1));
        Give(guarded.User("lee").Now, 2);
        guarded.SetPassword("lee", EvesPassword).Wait();

        string Give(User user, byte seed)
        {
            byte[] secret = [.. Enumerable.Repeat(seed, Authenticator.SecretLength)];
            world.Store.Users.Change(guarded.Now, user.Sub, Enrol, false, default).Done();
            return Operations.UserPools.Base32.Of(secret);

            bool Enrol(User u)
            {
                u.GiveAuthenticator(secret, world.Now);
                return u.ProveAuthenticator(Totp.Code(secret, world.Now.ToUnixTimeSeconds() / 30), null, world.Now) is AuthenticatorCheck.Accepted;
            }
        }
    }

    [Fact]
    public async Task Thousands_of_walks_yield_no_tokens_but_the_attacker_s_own()
    {
        await Gen.Int[0, int.MaxValue].Array[30, 60].SampleAsync(Walk, iter: Walks, threads: 1);
        // One walk in seventeen or so succeeds, by chance: a third of that comes by chance less than once in a billion runs.
        Assert.True(signIns > Walks / 50, $"Only {signIns} sign-ins succeeded: the walks prove little.");
        Assert.True(solved > 0, "No riddle let anybody in.");
    }

    private async Task<bool> Walk(int[] dice)
    {
        var turn = 0;
        int Roll(int sides) => dice[turn++ % dice.Length] / 7 % sides;
        string Any(IReadOnlyList<string> from) => from[Roll(from.Count)];

        world.Wait(TimeSpan.FromSeconds(Roll(4_000)));
        if (loot.Count > 400)
            loot.RemoveRange(6, 200);
        await Gather(apps[Roll(apps.Length)], Roll(9), Any(Names));
        if (Roll(3) == 0)
            await Gather(apps[^1], 5, Any(["eve", "eva", "lee"]));
        if (Roll(3) == 0 && sessions.Count > 0)
            await SetUp(sessions[^1]);
        for (var step = 0; step < 6; step++)
        {
            var answer = Roll(2) == 0 && whole.Count > 0 ? whole[^(1 + Roll(Math.Min(5, whole.Count)))] : Whole.Made(Roll, loot);
            var responses = new Dictionary<string, string>(answer.Responses);
            for (var more = Roll(3); more > 0; more--)
                responses[Any(Members)] = Roll(3) == 0 ? Any([EvesPassword, World.Another, "Eva-chooses-1"]) : Any(loot);
            if (Roll(3) == 0)
                responses["USERNAME"] = Any(Names);
            var request = new RespondToAuthChallengeRequest
            {
                ClientId = Roll(2) == 0 ? answer.App ?? apps[0].Id : apps[Roll(apps.Length)].Id, ChallengeName = Roll(5) == 0 ? Any(Challenges) : answer.Challenge,
                Session = Roll(5) == 0 ? Any(loot) : Roll(4) == 0 && sessions.Count > 0 ? sessions[^(1 + Roll(Math.Min(6, sessions.Count)))] : answer.Session,
                ChallengeResponses = responses,
            };
            var answered = (await world.Call(world.Op<RespondToAuthChallenge>(), request)).Value;
            Note(answered?.Session);
            if (request.ChallengeName == "CUSTOM_CHALLENGE" && answered?.AuthenticationResult is not null)
                solved++;
            if (answered is { ChallengeName: "CUSTOM_CHALLENGE", ChallengeParameters: { } told } && told["USERNAME"] == "eve" && Roll(2) == 0)
                Keep(new(request.ClientId, "CUSTOM_CHALLENGE", answered.Session, [("USERNAME", "eve"), ("ANSWER", "eve")]));
            if (answered?.AuthenticationResult is { } tokens)
                Judge(tokens, request.ChallengeName == "PASSWORD_VERIFIER" ? responses["PASSWORD_CLAIM_SECRET_BLOCK"] : request.Session!);
            if (answered is { ChallengeName: "MFA_SETUP", Session: { } due } && Roll(2) == 0)
                await SetUp(due);
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
                Note((await app.Initiate("USER_AUTH", ("USERNAME", name))).Value?.Session);
                Note((await app.Initiate("USER_AUTH", ("USERNAME", name), ("PREFERRED_CHALLENGE", name.Length % 2 == 0 ? "EMAIL_OTP" : "PASSWORD"))).Value?.Session);
                break;
            case 1:
                if ((await app.SignIn(name, EvesPassword)).Value?.AuthenticationResult is { } tokens)
                    Judge(tokens, tokens.AccessToken!);
                break;
            case 2 or 3:
                await app.Pool.SetPassword("eva", EvesPassword, permanent: false);
                if ((await app.SignIn("eva", EvesPassword)).Value?.Session is { } session)
                    Keep(new(app.Id, "NEW_PASSWORD_REQUIRED", session, [("USERNAME", "eva"), ("NEW_PASSWORD", "Eva-chooses-1")]));
                break;
            case 5:
                if ((await app.SignIn(name, EvesPassword)).Value is { Session: { } second } challenge)
                    Keep(new(app.Id, challenge.ChallengeName!, second, [("USERNAME", name), ("SOFTWARE_TOKEN_MFA_CODE", evesPhone.Code())]));
                break;
            case 7 or 8:
                await Course(app, what == 7 ? name : "eve", isBySrp: Names.IndexOf(name) % 2 == 0);
                break;
            case 6:
                await SetUp(sessions.Count > 0 ? sessions[^1] : "");
                break;
            default:
                var asked = (await app.Initiate("USER_SRP_AUTH", ("USERNAME", "eve"), ("SRP_A", "2"))).Ok.ChallengeParameters!;
                Keep(new(app.Id, "PASSWORD_VERIFIER", null, QuickSrp.Answers(asked, "2", app.Pool.Id, EvesPassword, world.Now)));
                break;
        }
    }

    // They begin as anybody, and know the answer to their own riddle.
    private async Task Course(TestClient app, string name, bool isBySrp)
    {
        (string, string)[] half = isBySrp ? [("CHALLENGE_NAME", "SRP_A"), ("SRP_A", "2")] : [];
        if ((await app.Initiate("CUSTOM_AUTH", [("USERNAME", name), .. half])).Value is not { Session: { } session } asked)
            return;

        Loot(asked.ChallengeParameters!.Values);
        Note(session);
        if (name is "eve" && asked.ChallengeName == "CUSTOM_CHALLENGE")
            Keep(new(app.Id, "CUSTOM_CHALLENGE", session, [("USERNAME", "eve"), ("ANSWER", "eve")]));
        if (name is "eve" && asked.ChallengeName == "PASSWORD_VERIFIER")
            Keep(new(app.Id, "PASSWORD_VERIFIER", session, QuickSrp.Answers(asked.ChallengeParameters, "2", app.Pool.Id, EvesPassword, world.Now)));
    }

    private void Guide(TestPool[] pools)
    {
        foreach (var pool in pools)
            pool.Hook(Occasion.SignInCourse, Occasion.RiddleMaking, Occasion.RiddleAnswer);
        world.Functions.Answer("CreateAuthChallenge", request => Say(request, "privateChallengeParameters", new JsonObject { ["answer"] = (string)request["userName"]! }));
        world.Functions.Answer("VerifyAuthChallengeResponse", request => Say(
            request, "answerCorrect", (string?)request["request"]!["privateChallengeParameters"]!["answer"] is "eve" && (string?)request["request"]!["challengeAnswer"] is "eve"));
        world.Functions.Answer("DefineAuthChallenge", request =>
        {
            var rounds = request["request"]!["session"]!.AsArray().Select(round => ((string)round!["challengeName"]!, (bool)round["challengeResult"]!)).ToList();
            return rounds.Contains(("SRP_A", true)) && !rounds.Contains(("PASSWORD_VERIFIER", true)) ? Say(request, "challengeName", "PASSWORD_VERIFIER")
                : rounds.Contains(("CUSTOM_CHALLENGE", true)) ? Say(request, "issueTokens", true)
                : Say(request, "challengeName", "CUSTOM_CHALLENGE");
        });

        static FunctionAnswer Say(JsonObject request, string member, JsonNode value)
        {
            request["response"]![member] = value;
            return FunctionAnswer.Of(request);
        }
    }

    // With whatever session they have, they have a secret given out, and prove it.
    private async Task SetUp(string session)
    {
        if ((await apps[0].Associate(session)).Value is not { } given)
            return;

        Note(given.Session);
        var verified = (await apps[0].VerifyToken(given.Session, new AuthenticatorApp(world, given.SecretCode!).Code())).Value?.Session;
        if (verified is not null)
            Keep(new(apps[^1].Id, "MFA_SETUP", verified, [("USERNAME", "eva")]));
    }

    private void Keep(Whole answer)
    {
        whole.Add(answer);
        Note(answer.Session);
        Loot(answer.Answers.Select(a => a.Value));
    }

    private void Note(string? session)
    {
        if (session is not null)
            sessions.Add(session);
    }

    private void Loot(IEnumerable<string>? more) => loot.AddRange(more ?? []);

    private void Judge(AuthenticationResultType result, string proof)
    {
        signIns++;
        var claims = world.Get<ITokens>().Read(result.AccessToken!, TokenUse.Access, default).Done()!;
        Assert.Contains((string)claims["sub"], evil);
        Assert.True(spent.Add(proof), "A proof got tokens twice.");
    }

    /// <summary>A whole answer to a challenge, right when it was gathered.</summary>
    private sealed record Whole(string? App, string Challenge, string? Session, (string Name, string Value)[] Answers)
    {
        public Dictionary<string, string> Responses => Wire.Map(Answers);

        public static Whole Made(Func<int, int> roll, List<string> loot) =>
            new(null, Challenges[roll(Challenges.Length)], loot[roll(loot.Count)], [("USERNAME", Names[roll(Names.Length)])]);
    }
}
