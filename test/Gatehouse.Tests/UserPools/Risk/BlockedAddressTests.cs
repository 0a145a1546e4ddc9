using System.Net;
using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Risk;

/// <summary>Nobody signs in or up from an address that a pool blocks, and nobody gets round it by saying that he is elsewhere.</summary>
public sealed class BlockedAddressTests
{
    private const string SignInBlocked = "NotAuthorizedException: Unable to login because of security reasons.";
    private const string Blocked = "192.0.2.66";
    private const string Free = "198.51.100.1";

    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient client;

    public BlockedAddressTests()
    {
        pool = world.Pool(p => p with { Threats = ThreatMode.Enforced });
        client = pool.Client();
        pool.User("ana");
        Block(RiskSettings.OfPool, "192.0.2.0/24", "2001:db8::/32");
        world.Peer = IPAddress.Parse(Blocked);
    }

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("192.0.3.1", false)]
    [InlineData("2001:db9::7", false)]
    [InlineData("::1", false)]
    public async Task A_right_password_does_not_help(string peer, bool isBlocked)
    {
        world.Peer = IPAddress.Parse(peer);

        var said = await client.SignIn("ana");

        Assert.Equal(isBlocked ? SignInBlocked : null, said.IsOk ? null : said.Refusal);
    }

    [Fact]
    public async Task A_blocked_address_learns_nothing_of_people_or_passwords()
    {
        Assert.Equal(SignInBlocked, (await client.SignIn("ana", World.Wrong)).Refusal);
        Assert.Equal(SignInBlocked, (await client.SignIn("nobody")).Refusal);
        Assert.Equal(SignInBlocked, (await client.Initiate("USER_SRP_AUTH", ("USERNAME", "ana"), ("SRP_A", "ab12"))).Refusal);
        Assert.Equal(SignInBlocked, (await client.Respond("NEW_PASSWORD_REQUIRED", new string('x', 20), ("USERNAME", "ana"), ("NEW_PASSWORD", World.Another))).Refusal);
    }

    [Fact]
    public async Task Tries_from_a_blocked_address_do_not_lock_the_person_out()
    {
        for (var i = 0; i < 20; i++)
            await client.SignIn("ana", World.Wrong);
        world.Peer = IPAddress.Parse(Free);

        Assert.True((await client.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task Nobody_signs_up_from_there()
    {
        Assert.Equal("NotAuthorizedException: Unable to sign up because of security reasons.", (await client.SignUp("bob")).Refusal);
        Assert.Null(pool.Find("bob"));
        world.Peer = IPAddress.Parse(Free);
        Assert.True((await client.SignUp("bob")).IsOk);
    }

    [Fact]
    public async Task Who_is_in_stays_in()
    {
        world.Peer = IPAddress.Parse(Free);
        var tokens = (await client.SignIn("ana")).Ok.AuthenticationResult!;
        world.Peer = IPAddress.Parse(Blocked);

        Assert.True((await client.Initiate("REFRESH_TOKEN_AUTH", ("REFRESH_TOKEN", tokens.RefreshToken!), ("USERNAME", "ana"))).IsOk);
    }

    [Fact]
    public async Task The_settings_of_an_application_take_the_place_of_the_pool_s()
    {
        Block(client.Id, "203.0.113.0/24");
        Assert.True((await client.SignIn("ana")).IsOk);
        world.Peer = IPAddress.Parse("203.0.113.5");
        Assert.Equal(SignInBlocked, (await client.SignIn("ana")).Refusal);

        Assert.True((await pool.Client().SignIn("ana")).IsOk);
    }

    [Theory]
    [InlineData(ThreatMode.Audit)]
    [InlineData(ThreatMode.Off)]
    public async Task Only_a_pool_that_enforces_its_rules_keeps_anybody_out(ThreatMode mode)
    {
        pool.Change(p => p with { Threats = mode });

        Assert.True((await client.SignIn("ana")).IsOk);
    }

    [Fact]
    public async Task A_public_application_cannot_say_that_its_user_is_elsewhere()
    {
        Propagate(client);

        Assert.Equal(SignInBlocked, (await SignInSaying(client, Free)).Refusal);
    }

    [Fact]
    public async Task An_application_with_a_secret_tells_the_address_where_its_settings_allow()
    {
        var server = pool.SecretClient();
        Assert.Equal(SignInBlocked, (await SignInSaying(server, Free)).Refusal);

        Propagate(server);
        Assert.True((await SignInSaying(server, Free)).IsOk);
        world.Peer = IPAddress.Parse(Free);
        Assert.Equal(SignInBlocked, (await SignInSaying(server, Blocked)).Refusal);
    }

    [Theory]
    [InlineData("192.0.2.066")]
    [InlineData("198.51.100.1, 10.0.0.1")]
    [InlineData("unknown")]
    [InlineData("")]
    public async Task An_address_that_is_none_does_not_skip_the_check(string told)
    {
        var server = pool.SecretClient();
        Propagate(server);

        Assert.Equal(SignInBlocked, (await SignInSaying(server, told)).Refusal);
    }

    [Fact]
    public async Task A_signed_call_is_judged_by_whom_it_speaks_for_and_not_by_its_own_address()
    {
        Assert.True((await AdminSignIn(null)).IsOk);
        Assert.True((await AdminSignIn(Free)).IsOk);
        Assert.Equal(SignInBlocked, (await AdminSignIn(Blocked)).Refusal);
    }

    private Task<Said<AdminInitiateAuthResponse>> AdminSignIn(string? address) => world.Call(world.Op<AdminInitiateAuth>(), new()
    {
        UserPoolId = pool.Id,
        ClientId = client.Id,
        AuthFlow = "ADMIN_USER_PASSWORD_AUTH",
        AuthParameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password)),
        ContextData = address is null ? null : new() { IpAddress = address, ServerName = "s", ServerPath = "/", HttpHeaders = [] },
    });

    private Task<Said<InitiateAuthResponse>> SignInSaying(TestClient by, string address)
    {
        var parameters = Wire.Map(("USERNAME", "ana"), ("PASSWORD", World.Password));
        if (by.HashOf("ana") is { } hash)
            parameters["SECRET_HASH"] = hash;
        return world.Call(world.Op<InitiateAuth>(), new()
        {
            ClientId = by.Id, AuthFlow = "USER_PASSWORD_AUTH", AuthParameters = parameters, UserContextData = new() { IpAddress = address },
        });
    }

    private static void Propagate(TestClient client) =>
        client.Change(c => c with { Described = """{"EnablePropagateAdditionalUserContextData":true}""" });

    private void Block(string key, params string[] ranges) =>
        Assert.NotNull(world.Store.Parts<RiskSettings>().Change(pool.Id, "", key, _ => new(pool.Id, key) { Blocked = ranges }, default).Done().Part);
}
