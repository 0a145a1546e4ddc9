using Gatehouse.Contracts.UserPools;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools;

public sealed class GetClientTokenTests
{
    private readonly World world = new();
    private readonly TestPool pool;
    private readonly TestClient machine;

    public GetClientTokenTests()
    {
        pool = world.Pool();
        Serve("shop", "read", "write");
        machine = Machine("shop/write", "shop/read");
    }

    [Fact]
    public async Task A_token_is_the_client_s_own_and_has_these_claims_and_no_others()
    {
        machine.Change(client => client with { AccessLifetime = TimeSpan.FromMinutes(5) });
        var result = (await Ask("shop/read")).Ok.ClientAuthenticationResult!;
        Assert.Equal((300, "Bearer"), (result.ExpiresIn, result.TokenType));

        var claims = (await world.Get<ITokens>().Read(result.AccessToken!, TokenUse.Access, default))!;
        var now = world.Now.ToUnixTimeSeconds();
        var expected = new Dictionary<string, object>
        {
            ["sub"] = machine.Id, ["token_use"] = "access", ["scope"] = "shop/read", ["auth_time"] = now, ["iss"] = World.Realm.Issuer(pool.Id),
            ["exp"] = now + 300, ["iat"] = now, ["version"] = 2L, ["jti"] = claims["jti"], ["client_id"] = machine.Id,
        };
        Assert.Equal(expected, claims);
    }

    [Fact]
    public async Task Without_scopes_it_is_good_for_all_the_client_may_have_and_the_server_still_has()
    {
        Assert.Equal("shop/write shop/read", await Scope());
        Serve("shop", "read");
        Assert.Equal("shop/read", await Scope());
        Assert.Equal("shop/read", await Scope([]));
    }

    [Fact]
    public async Task A_scope_is_asked_for_once_however_often_it_is_named() => Assert.Equal("shop/read", await Scope("shop/read", "shop/read"));

    [Theory]
    [InlineData("shop/delete")]
    [InlineData("shop")]
    [InlineData("read")]
    [InlineData("other/read")]
    [InlineData("openid")]
    [InlineData("aws.cognito.signin.user.admin")]
    [InlineData("aws.cognito/dcr/register")]
    [InlineData("shop/read shop/write")]
    [InlineData("/")]
    [InlineData("")]
    public async Task A_scope_it_may_not_have_is_refused(string scope)
    {
        Serve("other", "read");
        Assert.Equal($"InvalidParameterException: Invalid scope requested: {scope}", (await Ask("shop/read", scope)).Refusal);
    }

    [Fact]
    public async Task A_scope_whose_server_is_gone_is_refused_also_to_a_client_that_keeps_its_name()
    {
        await world.Store.Parts<ResourceServer>().Remove(pool.Id, "", "shop", default);
        Assert.Equal("InvalidParameterException: Invalid scope requested: shop/read", (await Ask("shop/read")).Refusal);
        Assert.Equal("InvalidParameterException: The client has no scope of a resource server.", (await Ask()).Refusal);
    }

    [Fact]
    public async Task A_scope_of_the_person_is_never_in_it_whatever_the_client_has()
    {
        machine.Change(client => client with { OAuth = new() { Scopes = ["aws.cognito.signin.user.admin", "openid", "shop/read"] } });
        Assert.Equal("shop/read", await Scope());
    }

    [Fact]
    public async Task Registration_is_a_scope_while_applications_may_register_themselves()
    {
        var registrar = Machine("aws.cognito/dcr/register");
        Assert.False((await Ask(registrar, null)).IsOk);
        pool.Change(p => p with { RegistersApplications = true });
        Assert.True((await Ask(registrar, null, "aws.cognito/dcr/register")).IsOk);
    }

    [Fact]
    public async Task Each_of_two_secrets_is_good_and_nothing_else()
    {
        machine.Change(client => client.WithSecret("another-secret-of-this-client", world.Now));
        foreach (var secret in machine.Now.Secrets)
            Assert.True((await Ask(machine, secret.Value)).IsOk);

        var wrong = $"NotAuthorizedException: Unable to verify secret for client {machine.Id}";
        foreach (var secret in (string[])["", "x", machine.Now.Secrets[0].Value + "x", Machine("shop/read").Now.Secrets[0].Value])
            Assert.Equal(wrong, (await Ask(machine, secret)).Refusal);
    }

    [Fact]
    public async Task A_client_for_people_gets_none_and_one_without_a_secret_neither()
    {
        var people = pool.SecretClient(client => client with { OAuth = new() { Scopes = ["shop/read"] } });
        Assert.Equal("InvalidParameterException: ALLOW_CLIENT_TOKEN_AUTH flow not enabled for this client", (await Ask(people, null)).Refusal);

        var open = pool.Client(client => client with { Ways = SignInWays.ClientToken, OAuth = new() { Scopes = ["shop/read"] } });
        Assert.Equal($"NotAuthorizedException: Client {open.Id} is not configured with secret but secret was received", (await Ask(open, "x")).Refusal);
        Assert.Equal(Texts.NoClient("nobody"), (await world.Call(world.Op<GetClientToken>(), new() { ClientId = "nobody", Secret = "x" })).Refusal);
    }

    [Fact]
    public async Task The_secret_is_proven_before_anything_is_told()
    {
        var people = pool.SecretClient();
        Assert.StartsWith("NotAuthorizedException", (await Ask(people, "wrong", "no/such")).Refusal, StringComparison.Ordinal);
        Assert.StartsWith("NotAuthorizedException", (await Ask(machine, "wrong", "no/such")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_than_fifty_scopes_are_looked_up()
    {
        var many = Enumerable.Range(0, 51).Select(i => $"shop/{i}").ToArray();
        Assert.Equal("InvalidParameterException: No more than 50 scopes can be requested.", (await Ask(many)).Refusal);
    }

    [Fact]
    public async Task It_opens_nothing_of_a_person()
    {
        var token = (await Ask()).Ok.ClientAuthenticationResult!.AccessToken!;
        Assert.Equal(Texts.TokenInvalid, (await new TestBearer(world, token).Get()).Refusal);
    }

    private void Serve(string identifier, params string[] scopes) => world.Store.Parts<ResourceServer>()
        .Change(pool.Id, "", identifier, _ => new(pool.Id, identifier, "x", [.. scopes.Select(name => new ServerScope(name, "x"))]), default).Done();

    private TestClient Machine(params string[] scopes) =>
        pool.SecretClient(client => client with { Ways = SignInWays.ClientToken, OAuth = new() { Scopes = scopes } });

    private Task<Said<GetClientTokenResponse>> Ask(params string[] scopes) => Ask(machine, null, scopes);

    private Task<Said<GetClientTokenResponse>> Ask(TestClient client, string? secret, params string[] scopes) => world.Call(
        world.Op<GetClientToken>(),
        new() { ClientId = client.Id, Secret = secret ?? client.Now.Secrets[0].Value, Scopes = scopes is [] ? null : scopes });

    private async Task<string> Scope(params string[] scopes) =>
        (string)(await world.Get<ITokens>().Read((await Ask(scopes)).Ok.ClientAuthenticationResult!.AccessToken!, TokenUse.Access, default))!["scope"];
}
