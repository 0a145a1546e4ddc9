using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>ID tokens of our own user pools as logins.</summary>
public class OwnLoginTests
{
    private readonly World world = new();
    private readonly TestPool people;
    private readonly TestClient client;
    private readonly TestUser ana;

    public OwnLoginTests()
    {
        people = world.Pool();
        client = people.Client();
        ana = people.User("ana");
    }

    private string Provider => ProviderOf(people.Id);

    private Task<string> Pool(bool? checks = null, params TestClient[] clients) => world.PoolId(asked => asked with
    {
        AllowClassicFlow = true,
        CognitoIdentityProviders = [.. (clients.Length == 0 ? [client] : clients).Select(one =>
            new CognitoIdentityProvider { ProviderName = ProviderOf(one.Pool.Id), ClientId = one.Id, ServerSideTokenCheck = checks })],
    });

    private async Task<string> IdToken(TestClient? at = null) => (await (at ?? client).TokensOf("ana")).IdToken!;

    [Fact]
    public async Task An_ID_token_is_a_login_under_either_name_of_the_pool()
    {
        var pool = await Pool();
        var id = await world.Id(pool, (Provider, await IdToken()));
        Assert.Equal(id, await world.Id(pool, ($"id.example.com/{people.Id}", await IdToken())));
        Assert.Equal([Provider], (await world.DescribeId(id)).Ok.Logins!);
    }

    // Case 165: a token of another application.
    [Fact]
    public async Task A_person_is_the_same_through_every_application_that_is_believed_and_through_no_other()
    {
        var (second, third) = (people.Client(), people.Client());
        var pool = await Pool(null, client, second);
        Assert.Equal(await world.Id(pool, (Provider, await IdToken())), await world.Id(pool, (Provider, await IdToken(second))));
        Assert.Equal(
            "NotAuthorizedException: Token is not from a supported provider of this identity pool.", (await world.GetId(pool, (Provider, await IdToken(third)))).Refusal);
    }

    // Case 165: an access token in place of an ID token.
    [Fact]
    public async Task Nothing_but_an_ID_token_is_a_login()
    {
        var pool = await Pool();
        var tokens = await client.TokensOf("ana");
        const string unsigned = "NotAuthorizedException: Invalid login token. Couldn't verify signed token.";
        Assert.Equal(unsigned, (await world.GetId(pool, (Provider, tokens.AccessToken!))).Refusal);
        Assert.Equal(unsigned, (await world.GetId(pool, (Provider, tokens.RefreshToken!))).Refusal);
        Assert.Equal(unsigned, (await world.GetId(pool, (Provider, tokens.IdToken![..^4] + "AAAA"))).Refusal);
        Assert.Equal(unsigned, (await world.GetId(pool, (Provider, "nonsense"))).Refusal);
    }

    // Case 165: a token of another pool.
    [Fact]
    public async Task A_token_of_another_pool_of_ours_is_none_of_this_one()
    {
        var others = world.Pool();
        others.User("ana");
        var otherClient = others.Client();
        var pool = await Pool(null, client, otherClient);
        var foreign = await IdToken(otherClient);
        Assert.Equal("NotAuthorizedException: Invalid login token. Issuer doesn't match providerName", (await world.GetId(pool, (Provider, foreign))).Refusal);
        Assert.NotEqual(await world.Id(pool, (ProviderOf(others.Id), foreign)), await world.Id(pool, (Provider, await IdToken())));
    }

    // Case 165: a token that is over.
    [Fact]
    public async Task A_token_is_over_to_the_second()
    {
        var pool = await Pool();
        var token = await IdToken();
        world.Wait(TimeSpan.FromSeconds(3599));
        Assert.True((await world.GetId(pool, (Provider, token))).IsOk);
        world.Wait(TimeSpan.FromSeconds(1));
        Assert.StartsWith("NotAuthorizedException: Invalid login token. Token expired: ", (await world.GetId(pool, (Provider, token))).Refusal);
    }

    [Theory]
    [InlineData("signed out")]
    [InlineData("disabled")]
    [InlineData("deleted")]
    public async Task Where_people_are_checked_who_is_gone_is_refused(string how)
    {
        var (strict, lax) = (await Pool(true), await Pool(false));
        var token = await IdToken();
        var id = await world.Id(strict, (Provider, token));
        Assert.True((await world.Token(id, (Provider, token))).IsOk);

        _ = how switch
        {
            "signed out" => (await people.SignOut("ana")).IsOk,
            "disabled" => (await people.Disable("ana")).IsOk,
            _ => (await people.Delete("ana")).IsOk,
        };

        const string refusal = "NotAuthorizedException: Invalid login token. The user is signed out, disabled or deleted.";
        Assert.Equal(refusal, (await world.GetId(strict, (Provider, token))).Refusal);
        Assert.Equal(refusal, (await world.Token(id, (Provider, token))).Refusal);
        Assert.True((await world.GetId(lax, (Provider, token))).IsOk);
    }

    [Fact]
    public async Task A_revoked_session_is_over_where_people_are_checked_and_the_next_is_not()
    {
        var pool = await Pool(true);
        var tokens = await client.TokensOf("ana");
        Assert.True((await client.Revoke(tokens.RefreshToken!)).IsOk);
        Assert.StartsWith("NotAuthorizedException: Invalid login token.", (await world.GetId(pool, (Provider, tokens.IdToken!))).Refusal);
        Assert.True((await world.GetId(pool, (Provider, await IdToken()))).IsOk);
        Assert.NotNull(ana.Stored);
    }
}
