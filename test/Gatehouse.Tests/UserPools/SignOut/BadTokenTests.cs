using Gatehouse.Contracts.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>Every operation that takes an access token, with every token that is none.</summary>
public class BadTokenTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestUser ana;
    private readonly AuthenticationResultType tokens;

    public BadTokenTests()
    {
        pool = world.Pool();
        ana = pool.User("ana", "ana@example.com");
        tokens = pool.Client().TokensOf("ana").Result;
    }

    [Fact]
    public async Task No_operation_opens_to_any_of_them_and_nothing_changes()
    {
        var before = ana.Now.State;
        var bad = await new BadTokens(world, pool, tokens.AccessToken!, tokens.IdToken!, tokens.RefreshToken!).All();
        Assert.True(bad.Count > 60, $"{bad.Count}");
        foreach (var (what, token) in bad)
        {
            foreach (var (operation, call) in new TestBearer(world, token).Everything)
            {
                var fault = await call();
                Assert.True(fault?.Code is "NotAuthorizedException" or "InvalidParameterException", $"{operation} with {what}: {fault?.Code}");
            }
        }

        Assert.Same(before, ana.Now.State);
        Assert.Empty(world.Sent());
        Assert.True((await new TestBearer(world, tokens.AccessToken!).Get()).IsOk);
    }

    [Fact]
    public void Every_operation_that_takes_one_is_tried() =>
        Assert.Equal(
            typeof(Operations.UserPools.GetUser).Assembly.GetTypes()
                .Where(t => !t.IsAbstract && TakesToken(t))
                .Select(t => t.Name).Order(StringComparer.Ordinal),
            new TestBearer(world, "").Everything.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("expired this second", Texts.TokenExpired)]
    [InlineData("without scope", Texts.TokenScope)]
    [InlineData("of no session", Texts.TokenRevoked)]
    [InlineData("of another person", Texts.TokenRevoked)]
    [InlineData("not valid yet", Texts.TokenInvalid)]
    [InlineData("an ID token", Texts.TokenInvalid)]
    [InlineData("header {}", Texts.TokenInvalid)]
    [InlineData("a machine's", Texts.TokenInvalid)]
    public async Task What_is_wrong_is_said_in_known_words(string what, string refusal)
    {
        var bad = await new BadTokens(world, pool, tokens.AccessToken!, tokens.IdToken!, tokens.RefreshToken!).All();
        Assert.Equal(refusal, (await new TestBearer(world, bad[what]).Get()).Refusal);
    }

    [Fact]
    public async Task A_good_token_works_to_its_last_second()
    {
        var bearer = new TestBearer(world, tokens.AccessToken!);
        world.Wait(TimeSpan.FromSeconds(3599));
        Assert.True((await bearer.Get()).IsOk);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Texts.TokenExpired, (await bearer.Get()).Refusal);
    }

    private static bool TakesToken(Type type) =>
        type.BaseType?.BaseType?.GenericTypeArguments is [{ Namespace: "Gatehouse.Contracts.UserPools" } request, ..] && request.GetProperty("AccessToken") is not null;
}
