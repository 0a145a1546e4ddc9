using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

/// <summary>An application signs in only in the ways it was given, whatever the flow and the operation.</summary>
public class AuthFlowTests
{
    private static readonly (string, string)[] Everything =
        [("USERNAME", "ana"), ("PASSWORD", World.Password), ("SRP_A", "2"), ("REFRESH_TOKEN", "ghr1.x")];

    private readonly World world = new();

    [Theory]
    [InlineData("USER_PASSWORD_AUTH", SignInWays.Password, "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client")]
    [InlineData("USER_SRP_AUTH", SignInWays.Srp, "InvalidParameterException: USER_SRP_AUTH is not enabled for the client.")]
    [InlineData("REFRESH_TOKEN_AUTH", SignInWays.Refresh, "InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client")]
    [InlineData("REFRESH_TOKEN", SignInWays.Refresh, "InvalidParameterException: REFRESH_TOKEN_AUTH flow not enabled for this client")]
    public async Task A_flow_that_is_off_is_refused_though_every_other_is_on(string flow, SignInWays way, string refusal)
    {
        var pool = world.Pool();
        pool.User("ana");
        Assert.Equal(refusal, (await pool.Client(c => c with { Ways = (SignInWays)127 & ~way }).Initiate(flow, Everything)).Refusal);
    }

    [Theory]
    [InlineData("ADMIN_USER_PASSWORD_AUTH", SignInWays.AdminPassword)]
    [InlineData("ADMIN_NO_SRP_AUTH", SignInWays.AdminPassword)]
    [InlineData("USER_SRP_AUTH", SignInWays.Srp)]
    [InlineData("REFRESH_TOKEN_AUTH", SignInWays.Refresh)]
    [InlineData("REFRESH_TOKEN", SignInWays.Refresh)]
    public async Task The_same_holds_for_servers_that_sign_their_calls(string flow, SignInWays way)
    {
        var pool = world.Pool();
        pool.User("ana");
        Assert.Equal(
            "InvalidParameterException: Auth flow not enabled for this client",
            (await pool.Client(c => c with { Ways = (SignInWays)127 & ~way }).AdminInitiate(flow, Everything)).Refusal);
    }

    [Theory]
    [InlineData("ADMIN_USER_PASSWORD_AUTH")]
    [InlineData("ADMIN_NO_SRP_AUTH")]
    public async Task The_administrative_flow_is_not_for_the_public_operation(string flow)
    {
        var pool = world.Pool();
        pool.User("ana");
        Assert.Equal("InvalidParameterException: Initiate Auth method not supported.", (await pool.Client().Initiate(flow, Everything)).Refusal);
    }

    [Fact]
    public async Task The_public_flow_is_not_for_the_administrative_operation()
    {
        var pool = world.Pool();
        pool.User("ana");
        Assert.Equal(
            "InvalidParameterException: Initiate Auth method not supported.", (await pool.Client().AdminInitiate("USER_PASSWORD_AUTH", Everything)).Refusal);
    }

    [Fact]
    public async Task A_flow_nobody_knows_breaks_the_contract() =>
        Assert.StartsWith(
            "InvalidParameterException: 1 validation error detected: Value 'SESAME' at 'authFlow' failed to satisfy constraint: Member must satisfy enum value set:",
            (await world.Pool().Client().Initiate("SESAME", Everything)).Refusal);

    [Theory]
    [InlineData(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)]
    [InlineData(AuthFlowType.ADMIN_NO_SRP_AUTH)]
    public async Task A_server_signs_a_person_in(string flow)
    {
        var pool = world.Pool();
        pool.User("ana");
        var tokens = (await pool.Client().AdminInitiate(flow, ("USERNAME", "ana"), ("PASSWORD", World.Password))).Ok.AuthenticationResult!;
        Assert.True((await new TestBearer(world, tokens.AccessToken!).Get()).IsOk);
    }

    [Fact]
    public async Task A_server_cannot_use_a_client_of_another_pool_nor_a_pool_of_another_region()
    {
        var (pool, other) = (world.Pool(), world.Pool().Client());
        AdminInitiateAuthRequest Asks(string poolId, string clientId) => new()
        {
            UserPoolId = poolId, ClientId = clientId, AuthFlow = AuthFlowType.ADMIN_USER_PASSWORD_AUTH, AuthParameters = Wire.Map(Everything),
        };

        var operation = world.Op<AdminInitiateAuth>();
        Assert.Equal(Texts.NoClient(other.Id), (await world.Call(operation, Asks(pool.Id, other.Id))).Refusal);
        Assert.Equal(Texts.NoPool("us-east-1_aaaaaaaaa"), (await world.Call(operation, Asks("us-east-1_aaaaaaaaa", other.Id))).Refusal);
        Assert.Equal(Texts.NoPool("eu-central-1_nobody"), (await world.Call(operation, Asks("eu-central-1_nobody", other.Id))).Refusal);
    }

    [Fact]
    public async Task A_client_nobody_knows_is_refused_everywhere()
    {
        Assert.Equal(Texts.NoClient("nobody"), (await world.Call(world.Op<InitiateAuth>(), new() { ClientId = "nobody", AuthFlow = "USER_AUTH" })).Refusal);
        Assert.Equal(
            Texts.NoClient("nobody"),
            (await world.Call(world.Op<RespondToAuthChallenge>(), new() { ClientId = "nobody", ChallengeName = "SMS_MFA" })).Refusal);
    }
}
