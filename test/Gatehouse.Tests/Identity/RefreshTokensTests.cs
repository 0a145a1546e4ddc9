using System.Buffers.Text;
using Gatehouse.Identity;
using Gatehouse.TestKit;
using Gatehouse.Tests.UserPools;

namespace Gatehouse.Tests.Identity;

public sealed class RefreshTokensTests
{
    private const string Pool = "eu-central-1_Abcdefghi";

    private readonly MemoryStore store = new(TimeProvider.System);
    private readonly RefreshTokens tokens;

    public RefreshTokensTests() => tokens = new(new MarkedSecrets(), store.Sessions);

    [Fact]
    public void The_same_exchange_gives_the_same_token_and_another_another()
    {
        var session = Session(3);
        Assert.Equal(tokens.Later(session), tokens.Later(session));
        string[] others = [tokens.Later(Session(3)), tokens.Later(session with { Rotation = new(4, []) }), tokens.Later(session with { PoolId = "eu-central-1_Other0000" })];
        Assert.Equal(4, others.Append(tokens.Later(session)).Distinct().Count());
    }

    [Fact]
    public void A_token_has_only_letters_the_service_model_knows() => Assert.Matches(@"\Aghr2\.[A-Za-z0-9_-]{70}\z", tokens.Later(Session(1)));

    [Fact]
    public async Task Every_token_of_a_session_is_known_again_with_its_number()
    {
        var (world, session) = Stored();
        var known = new RefreshTokens(TestKeys.Secrets, world.Store.Sessions);
        foreach (var generation in (int[])[1, 2, 700])
        {
            var shown = await known.Find(session.PoolId, known.Later(session with { Rotation = new(generation, []) }), default);
            Assert.Equal((session.Id, generation), (shown!.Session.Id, shown.Generation));
            Assert.False(shown.IsNewest);
        }
    }

    [Fact]
    public async Task Changed_in_any_place_it_is_none()
    {
        var (world, session) = Stored();
        var known = new RefreshTokens(TestKeys.Secrets, world.Store.Sessions);
        var token = known.Later(session with { Rotation = new(1, []) });
        Assert.NotNull(await known.Find(session.PoolId, token, default));

        var bytes = Base64Url.DecodeFromChars(token.AsSpan(5));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            Assert.Null(await known.Find(session.PoolId, "ghr2." + Base64Url.EncodeToString(changed), default));
        }
    }

    [Theory]
    [InlineData("ghr2.")]
    [InlineData("ghr2.AAAA")]
    [InlineData("ghr2.=")]
    [InlineData("ghr2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ghr2.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ghr1.x")]
    [InlineData("")]
    public async Task What_is_none_is_none(string token) => Assert.Null(await tokens.Find(Pool, token, default));

    [Fact]
    public async Task It_is_none_of_another_pool_or_installation_or_of_a_session_that_is_over()
    {
        var (world, session) = Stored();
        var known = new RefreshTokens(TestKeys.Secrets, world.Store.Sessions);
        var token = known.Later(session with { Rotation = new(1, []) });
        Assert.Null(await known.Find(world.Pool().Id, token, default));
        Assert.Null(await new RefreshTokens(new MarkedSecrets(), world.Store.Sessions).Find(session.PoolId, token, default));

        await world.Store.Sessions.Close(session.PoolId, session.Id, default);
        Assert.Null(await known.Find(session.PoolId, token, default));
    }

    private static Session Session(int generation) => new(
        Pool, Guid.CreateVersion7().ToString(), "sub", "client", "origin", [1], default, default, default) { Rotation = new(generation, []) };

    private static (World World, Session Session) Stored()
    {
        var world = new World();
        var pool = world.Pool();
        var session = Session(5) with { PoolId = pool.Id, Sub = pool.User("ana").Sub };
        Assert.True(world.Store.Sessions.Open(session, null, null, default).Done());
        return (world, session);
    }
}
