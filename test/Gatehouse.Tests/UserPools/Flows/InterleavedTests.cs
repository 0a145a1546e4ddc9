using CsCheck;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Calls at the same time, in every order in which they can reach the stores: drawn, so that an order that fails fails again.</summary>
public sealed class InterleavedTests
{
    private const string Reused = "RefreshTokenReuseException: Refresh Token has been used before, its session is revoked";

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("GATEHOUSE_LONG") is { Length: > 0 };
    private static readonly Gen<int[]> Draws = Gen.Int[0, int.MaxValue].Array[40, 120];

    public static TheoryData<string> Kinds => [.. Challenges.Kinds];

    /// <summary>Rounds of eight exchanges each, of whatever refresh tokens are known by then, with and without a time of grace.</summary>
    [Fact]
    public Task Of_eight_exchanges_at_once_there_is_never_more_than_one_family_left() =>
        Draws.SampleAsync(Exchange, iter: IsLong ? 5_000 : 150, threads: 1);

    [Theory]
    [MemberData(nameof(Kinds))]
    public Task Of_four_right_answers_at_once_one_goes_on(string kind) => Draws.SampleAsync(draws => Answer(kind, draws), iter: IsLong ? 500 : 15, threads: 1);

    private static async Task<bool> Answer(string kind, int[] draws)
    {
        using var turns = new Turns();
        var draw = Drawn(draws);
        using var at = await Challenges.Make(kind, turns.Pass);
        var answers = Challenges.Answers(kind, at);
        var said = turns.Run([.. Enumerable.Repeat(() => at.Person.Respond(at.Asked.Challenge!, at.Asked.Session, answers), 4)], draw);
        return said.Count(one => one.Refusal is null) == 1;
    }

    private static async Task<bool> Exchange(int[] draws)
    {
        using var turns = new Turns();
        var draw = Drawn(draws);
        var world = new World(turns.Pass);
        var pool = world.Pool();
        var grace = TimeSpan.FromSeconds(draw(2) * 10);
        var app = pool.Client(client => client with { RotationGrace = grace, Ways = client.Ways & ~SignInWays.Refresh });
        pool.User("ana");
        List<string> known = [(await app.TokensOf("ana")).RefreshToken!];
        var access = new List<string>();
        var won = new HashSet<string>();
        var isReused = false;
        for (var round = 0; round < 3; round++)
        {
            var sent = Enumerable.Range(0, 8).Select(_ => known[draw(known.Count)]).ToList();
            var said = turns.Run([.. sent.Select(Call)], draw);
            isReused |= said.Any(one => !one.IsOk && one.Refusal == Reused);

            // Without grace each token is exchanged once.
            Assert.True(grace > TimeSpan.Zero || sent.Where((_, i) => said[i].IsOk).All(won.Add), "A token was exchanged twice.");
            foreach (var tokens in said.Where(one => one.IsOk).Select(one => one.Ok.AuthenticationResult!))
            {
                access.Add(tokens.AccessToken!);
                if (!known.Contains(tokens.RefreshToken!))
                    known.Add(tokens.RefreshToken!);
            }

            var (families, live) = await Left(grace);
            Assert.Equal(isReused ? (0, 0) : (1, 1), (families, live));
            world.Wait(TimeSpan.FromSeconds(draw(3) * 5));
        }

        foreach (var token in access.Where(_ => isReused))
            Assert.Equal(Texts.TokenRevoked, (await new TestBearer(world, token).Get()).Refusal);
        return true;

        Func<Task<Said<GetTokensFromRefreshTokenResponse>>> Call(string token) =>
            () => world.Call(world.Op<GetTokensFromRefreshToken>(), new() { ClientId = app.Id, RefreshToken = token });

        // Whose sessions are there, and how many of all tokens would still be good when no grace is left.
        async Task<(int Families, int Live)> Left(TimeSpan left)
        {
            var (families, live) = (new HashSet<string>(), 0);
            foreach (var token in known)
            {
                if (await world.Get<RefreshTokens>().Find(pool.Id, token, default) is not { Session: var session } shown)
                    continue;

                families.Add(session.Id);
                live += session.Rotation.Accepts(shown.Generation, world.Now + left, left) ? 1 : 0;
            }

            return (families.Count, live);
        }
    }

    private static Func<int, int> Drawn(int[] draws)
    {
        var next = 0;
        return below => draws[next++ % draws.Length] / 7 % below;
    }
}
