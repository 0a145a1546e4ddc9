using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Tests.UserPools;

public class SessionConfigurationTests
{
    private const string Untracked = "InvalidParameterException: Session tracking is not enabled for the user pool.";
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient client;

    public SessionConfigurationTests()
    {
        pool = world.Pool();
        client = pool.Client();
    }

    [Fact]
    public async Task Nobody_said_anything_yet()
    {
        var of = (await Get()).Ok;
        Assert.Equal((pool.Id, "DISABLED", 20), (of.UserPoolId, of.UserSessionTracking, of.TokenSession!.MaxPerUser));
        var sso = (await GetClient()).Ok;
        Assert.Equal((pool.Id, client.Id, 60), (sso.UserPoolId, sso.ClientId, sso.SSOSession!.MaxValidityMinutes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_pool_is_told_and_tells(int most)
    {
        var set = (await Set("ENABLED", most)).Ok;
        Assert.Equal((pool.Id, "ENABLED", most), (set.UserPoolId, set.UserSessionTracking, set.TokenSession!.MaxPerUser));
        var got = (await Get()).Ok;
        Assert.Equal(("ENABLED", most), (got.UserSessionTracking, got.TokenSession!.MaxPerUser));

        await Set("DISABLED", 5);
        Assert.Equal(("DISABLED", 5), ((await Get()).Ok.UserSessionTracking, (await Get()).Ok.TokenSession!.MaxPerUser));
    }

    [Theory]
    [InlineData("ENABLED", 0, "Value '0' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value greater than or equal to 1")]
    [InlineData("ENABLED", 101, "Value '101' at 'tokenSession.maxPerUser' failed to satisfy constraint: Member must have value less than or equal to 100")]
    [InlineData("enabled", 9, "Value 'enabled' at 'userSessionTracking' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]")]
    public async Task Rules_of_a_pool_have_bounds(string tracking, int most, string what)
    {
        Assert.Equal($"InvalidParameterException: 1 validation error detected: {what}", (await Set(tracking, most)).Refusal);
        Assert.Equal("DISABLED", (await Get()).Ok.UserSessionTracking);
    }

    [Fact]
    public async Task A_client_is_told_in_a_pool_that_keeps_account_and_keeps_it_while_the_pool_does_not()
    {
        Assert.Equal(Untracked, (await SetClient(5)).Refusal);
        await Set("ENABLED", 20);
        foreach (var minutes in new[] { 129_600, 0, 43_200 })
        {
            Assert.Equal(minutes, (await SetClient(minutes)).Ok.SSOSession!.MaxValidityMinutes);
            Assert.Equal(minutes, (await GetClient()).Ok.SSOSession!.MaxValidityMinutes);
        }

        await Set("DISABLED", 20);
        Assert.Equal(Untracked, (await SetClient(5)).Refusal);
        Assert.Equal(43_200, (await GetClient()).Ok.SSOSession!.MaxValidityMinutes);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(129_601)]
    public async Task A_client_s_time_has_bounds(int minutes)
    {
        await Set("ENABLED", 20);
        Assert.StartsWith("InvalidParameterException: 1 validation error detected: Value ", (await SetClient(minutes)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_of_pool_and_client_leave_it_as_it_is()
    {
        await Set("ENABLED", 7);
        await SetClient(5);
        Assert.True((await world.Call(world.Op<UpdateUserPool>(), new UpdateUserPoolRequest { UserPoolId = pool.Id })).IsOk);
        Assert.True((await world.Call(world.Op<UpdateUserPoolClient>(), new UpdateUserPoolClientRequest { UserPoolId = pool.Id, ClientId = client.Id })).IsOk);
        Assert.Equal(("ENABLED", 7), ((await Get()).Ok.UserSessionTracking, (await Get()).Ok.TokenSession!.MaxPerUser));
        Assert.Equal(5, (await GetClient()).Ok.SSOSession!.MaxValidityMinutes);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var foreign = world.Pool().Client().Id;
        await Set("ENABLED", 7);
        Assert.Equal(Texts.NoPool("eu-central-1_nowhere"), (await Get("eu-central-1_nowhere")).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_nowhere"), (await Set("ENABLED", 1, "eu-central-1_nowhere")).Refusal);
        Assert.Equal(Texts.NoClient("nobody"), (await GetClient("nobody")).Refusal);
        Assert.Equal(Texts.NoClient("nobody"), (await SetClient(1, "nobody")).Refusal);
        Assert.Equal(Texts.NoClient(foreign), (await GetClient(foreign)).Refusal);
        Assert.StartsWith("InvalidParameterException: 1 validation error", (await GetClient("no client\0")).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("InvalidParameterException: 1 validation error", (await SetClient(1, new string('c', 129))).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_plans_are_held_to_the_least_of_them_has_no_sessions()
    {
        var strict = new World(with: parts => parts.AddSingleton(new Tiers(AreStrict: true)));
        var lite = strict.Pool(made => PoolSettings.Apply(made, new() { UserPoolTier = "LITE" }, new Tiers(AreStrict: true)).Refused(out _, out var pool) ? made : pool);
        Assert.Equal(
            "FeatureUnavailableInTierException: Session tracking is not available in the LITE tier.",
            (await strict.Call(strict.Op<SetUserPoolSessionConfiguration>(), Rules("ENABLED", 3, lite.Id))).Refusal);
    }

    private static SetUserPoolSessionConfigurationRequest Rules(string tracking, int most, string poolId) =>
        new() { UserPoolId = poolId, UserSessionTracking = tracking, TokenSession = new() { MaxPerUser = most } };

    private Task<Said<SetUserPoolSessionConfigurationResponse>> Set(string tracking, int most, string? poolId = null) =>
        world.Call(world.Op<SetUserPoolSessionConfiguration>(), Rules(tracking, most, poolId ?? pool.Id));

    private Task<Said<GetUserPoolSessionConfigurationResponse>> Get(string? poolId = null) =>
        world.Call(world.Op<GetUserPoolSessionConfiguration>(), new() { UserPoolId = poolId ?? pool.Id });

    private Task<Said<SetUserPoolClientSessionConfigurationResponse>> SetClient(int minutes, string? clientId = null) =>
        world.Call(world.Op<SetUserPoolClientSessionConfiguration>(), new()
        {
            UserPoolId = pool.Id, ClientId = clientId ?? client.Id, SSOSession = new() { MaxValidityMinutes = minutes },
        });

    private Task<Said<GetUserPoolClientSessionConfigurationResponse>> GetClient(string? clientId = null) =>
        world.Call(world.Op<GetUserPoolClientSessionConfiguration>(), new() { UserPoolId = pool.Id, ClientId = clientId ?? client.Id });
}
