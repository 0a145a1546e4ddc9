using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Identity;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

/// <summary>Who gets which identity.</summary>
public class GetIdTests
{
    private const string Google = "accounts.google.com";
    private const string Corp = "idp.example.com/t";

    private readonly World world = new();
    private readonly TestIssuer google;
    private readonly TestIssuer corp;

    public GetIdTests()
    {
        google = new(world, "https://accounts.google.com");
        corp = new(world, "https://idp.example.com/t");
        world.Get<IParts<OidcTrust>>().Add(new OidcTrust("idp.example.com/t", world.Now) { ClientIds = ["app"] }, default).Done();
    }

    private Task<string> Pool(bool guests = false) => world.PoolId(asked => asked with
    {
        AllowUnauthenticatedIdentities = guests,
        SupportedLoginProviders = Map((Google, "app;second"), ("graph.facebook.com", "app"), ("www.amazon.com", "app"), ("api.twitter.com", "app")),
        OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com/t", Account + "oidc-provider/unknown.example", "arn:aws:iam::111111111111:oidc-provider/idp.example.com/t2"],
        SamlProviderARNs = [Account + "saml-provider/corp"],
        DeveloperProviderName = Developer,
    });

    [Fact]
    public async Task A_guest_is_somebody_new_every_time()
    {
        var pool = await Pool(guests: true);
        var (one, other) = (await world.Id(pool), await world.Id(pool));
        Assert.Matches("^eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", one);
        Assert.NotEqual(one, other);
        Assert.Null((await world.DescribeId(one)).Ok.Logins);
        Assert.NotEqual(one, await world.Id(pool, (Google, google.Token())));
    }

    [Fact]
    public async Task Where_guests_are_not_wanted_nobody_comes_without_a_login()
    {
        var pool = await Pool();
        const string refusal = "NotAuthorizedException: Unauthenticated access is not supported for this identity pool.";
        Assert.Equal(refusal, (await world.GetId(pool)).Refusal);
        Assert.Equal(refusal, (await world.Call(world.Op<GetId>(), new GetIdInput { IdentityPoolId = pool, Logins = Map() })).Refusal);
        Assert.Empty(await world.Ids(pool));
    }

    [Fact]
    public async Task The_same_login_is_the_same_identity_and_another_is_another()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, (Google, google.Token("jo")));
        world.Wait(TimeSpan.FromDays(400));
        Assert.Equal(jo, await world.Id(pool, (Google, google.Token("jo", "second"))));
        Assert.NotEqual(jo, await world.Id(pool, (Google, google.Token("joe"))));
        Assert.NotEqual(jo, await world.Id(pool, (Corp, corp.Token("jo"))));
        Assert.NotEqual(jo, await world.Id(await Pool(), (Google, google.Token("jo"))));
        Assert.Equal(jo, await world.Id(pool, (Google, google.Token("jo", change: claims => claims["iss"] = Google))));
    }

    [Fact]
    public async Task Who_comes_as_before_waits_for_nobody_who_stores_something()
    {
        var calls = new List<string>();
        var watched = new World(calls.Add);
        var issuer = new TestIssuer(watched, "https://accounts.google.com");
        var pool = await watched.PoolId(asked => asked with { SupportedLoginProviders = Map((Google, "app")) });
        var jo = await watched.Id(pool, (Google, issuer.Token("jo")));
        Assert.Contains("IPooledIdentities.Settle", calls);
        calls.Clear();
        Assert.Equal(jo, await watched.Id(pool, (Google, issuer.Token("jo"))));
        Assert.DoesNotContain("IPooledIdentities.Settle", calls);
        await watched.Id(pool, (Google, issuer.Token("joe")));
        Assert.Contains("IPooledIdentities.Settle", calls);
    }

    [Fact]
    public async Task Of_many_who_come_with_one_login_at_once_all_get_the_same_identity()
    {
        var pool = await Pool();
        var token = google.Token();
        var all = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => world.Id(pool, (Google, token)))));
        Assert.Single(all.Distinct());
        Assert.Single(await world.Ids(pool));
    }

    [Fact]
    public async Task Logins_that_come_together_belong_together()
    {
        var pool = await Pool();
        var jo = await world.Id(pool, (Google, google.Token("jo")));
        world.Wait(TimeSpan.FromMinutes(1));
        Assert.Equal(jo, await world.Id(pool, (Google, google.Token("jo")), (Corp, corp.Token("j"))));
        Assert.Equal(jo, await world.Id(pool, (Corp, corp.Token("j"))));

        var described = (await world.DescribeId(jo)).Ok;
        Assert.Equal([Google, Corp], described.Logins!);
        Assert.Equal(TimeSpan.FromMinutes(1), described.LastModifiedDate - described.CreationDate);
    }

    [Fact]
    public async Task Two_identities_whose_logins_come_together_are_one_from_then_on()
    {
        var pool = await Pool();
        var older = await world.Id(pool, (Corp, corp.Token("j")));
        world.Wait(TimeSpan.FromMinutes(1));
        var younger = await world.Id(pool, (Google, google.Token("jo")));

        Assert.Equal(older, await world.Id(pool, (Google, google.Token("jo")), (Corp, corp.Token("j"))));
        Assert.Equal(older, await world.Id(pool, (Google, google.Token("jo"))));
        Assert.Equal([older], await world.Ids(pool, hideDisabled: true));
        Assert.Equal(2, (await world.Ids(pool)).Count);
        Assert.Null((await world.DescribeId(younger)).Ok.Logins);
        Assert.False(await new IdentityStanding(world.Store.Identities, world.Store.IdentityPools).Stands(younger, default));
        Assert.True(await new IdentityStanding(world.Store.Identities, world.Store.IdentityPools).Stands(older, default));
    }

    // Case 166: two logins of one provider.
    [Fact]
    public async Task Nobody_is_two_people_of_one_provider()
    {
        var pool = await Pool();
        await world.Id(pool, (Google, google.Token("jo")), (Corp, corp.Token("j")));
        await world.Id(pool, (Google, google.Token("joe")), (Corp, corp.Token("je")));

        const string refusal = "ResourceConflictException: Login is already linked to another identity.";
        Assert.Equal(refusal, (await world.GetId(pool, (Google, google.Token("jo")), (Corp, corp.Token("je")))).Refusal);
        Assert.Equal(refusal, (await world.GetId(pool, (Google, google.Token("jo")), (Corp, corp.Token("new")))).Refusal);
        Assert.Equal(2, (await world.Ids(pool, hideDisabled: true)).Count);
    }

    [Fact]
    public async Task One_bad_login_among_good_ones_spoils_them_all()
    {
        var pool = await Pool();
        Assert.Equal(
            "NotAuthorizedException: Invalid login token. Incorrect token audience.",
            (await world.GetId(pool, (Google, google.Token()), (Corp, corp.Token(audience: "nobody")))).Refusal);
        Assert.Empty(await world.Ids(pool));
    }

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("appleid.apple.com")]
    [InlineData("idp.example.com")]
    [InlineData("idp.example.com/t2")]
    [InlineData("unknown.example")]
    [InlineData("api.twitter.com")]
    [InlineData(Developer)]
    [InlineData("cognito-identity.amazonaws.com")]
    [InlineData(Account + "saml-provider/corp")]
    [InlineData("cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Nobody123")]
    public async Task Only_providers_of_the_pool_are_believed(string provider)
    {
        Assert.Equal(
            "NotAuthorizedException: Token is not from a supported provider of this identity pool.",
            (await world.GetId(await Pool(), (Google, google.Token()), (provider, corp.Token()))).Refusal);
    }

    [Fact]
    public async Task A_provider_that_the_pool_does_not_believe_costs_nobody_a_question()
    {
        await world.GetId(await Pool(), (Google, google.Token()), ("www.example.com", "t"));
        Assert.Empty(world.Outside.Asked);
    }

    [Fact]
    public async Task A_pool_without_providers_says_so()
    {
        var pool = await world.PoolId();
        Assert.Equal($"NotAuthorizedException: Identity pool - {pool} does not have identity providers configured.", (await world.GetId(pool, (Google, google.Token()))).Refusal);
    }

    [Fact]
    public async Task When_a_provider_does_not_answer_it_is_nobody_s_fault_here()
    {
        world.Outside[google.Keys] = "it is gone";
        Assert.StartsWith("ExternalServiceException", (await world.GetId(await Pool(), (Google, google.Token()))).Refusal);
        Assert.StartsWith("ExternalServiceException", (await world.GetId(await Pool(), ("graph.facebook.com", "t"))).Refusal);
    }

    [Fact]
    public async Task Access_tokens_of_the_big_providers_are_logins()
    {
        var pool = await Pool();
        world.Outside["https://graph.facebook.com/app?fields=id&access_token=t"] = """{"id":"app"}""";
        world.Outside["https://graph.facebook.com/me?fields=id&access_token=t"] = """{"id":"42"}""";
        world.Outside["https://api.amazon.com/auth/o2/tokeninfo?access_token=t"] = """{"user_id":"42","aud":"app","exp":3600}""";
        var jo = await world.Id(pool, ("graph.facebook.com", "t"), ("www.amazon.com", "t"));
        Assert.Equal(["graph.facebook.com", "www.amazon.com"], (await world.DescribeId(jo)).Ok.Logins!);
    }

    [Fact]
    public async Task An_expired_token_is_told_in_the_words_that_clients_know()
    {
        var token = google.Token();
        world.Wait(TimeSpan.FromHours(1));
        var now = world.Now.ToUnixTimeSeconds();
        Assert.Equal($"NotAuthorizedException: Invalid login token. Token expired: {now} >= {now}", (await world.GetId(await Pool(), (Google, token))).Refusal);
    }

    [Fact]
    public async Task A_pool_that_is_not_here_has_no_identities()
    {
        const string nowhere = "eu-central-1:00000000-0000-4000-8000-000000000000";
        Assert.Equal($"ResourceNotFoundException: IdentityPool '{nowhere}' not found.", (await world.GetId(nowhere)).Refusal);

        var pool = await Pool(guests: true);
        Task<Said<GetIdResponse>> In(string account) => world.Call(world.Op<GetId>(), new GetIdInput { IdentityPoolId = pool, AccountId = account });
        Assert.True((await In("000000000000")).IsOk);
        Assert.Equal($"ResourceNotFoundException: IdentityPool '{pool}' not found.", (await In("111111111111")).Refusal);
    }

    [Fact]
    public async Task A_deleted_pool_takes_its_identities_along()
    {
        var pool = await Pool(guests: true);
        var guest = await world.Id(pool);
        await world.Call(world.Op<DeleteIdentityPool>(), new DeleteIdentityPoolInput { IdentityPoolId = pool });
        Assert.Equal($"ResourceNotFoundException: Identity '{guest}' not found.", (await world.DescribeId(guest)).Refusal);
        Assert.Equal($"ResourceNotFoundException: IdentityPool '{pool}' not found.", (await world.GetId(pool)).Refusal);
        Assert.False(await new IdentityStanding(world.Store.Identities, world.Store.IdentityPools).Stands(guest, default));
    }
}
