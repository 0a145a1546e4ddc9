using Gatehouse.Contracts.IdentityPools;
using Gatehouse.Operations.IdentityPools;
using Gatehouse.Tests.UserPools;
using static Gatehouse.Tests.IdentityPools.Maker;

namespace Gatehouse.Tests.IdentityPools;

public class IdentityPoolTests
{
    private const string People = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEfGhI";

    private readonly World world = new();

    private static CreateIdentityPoolInput Everything(CreateIdentityPoolInput asked) => asked with
    {
        AllowClassicFlow = true,
        SupportedLoginProviders = Map(("graph.facebook.com", "1234"), ("accounts.google.com", "a.apps.example;b.apps.example")),
        DeveloperProviderName = "login.example",
        OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com/tenant"],
        CognitoIdentityProviders =
        [
            new() { ProviderName = People, ClientId = "abc", ServerSideTokenCheck = true }, new() { ProviderName = People, ClientId = "def" },
        ],
        SamlProviderARNs = [Account + "saml-provider/corp"],
        IdentityPoolTags = Map(("a", "b")),
    };

    [Fact]
    public async Task A_pool_is_made_with_all_settings_and_shows_them()
    {
        var made = (await world.Create(Everything)).Ok;

        Assert.Matches("^eu-central-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", made.IdentityPoolId);
        Assert.Equivalent(
            Everything(new() { IdentityPoolName = "identities", AllowUnauthenticatedIdentities = true }),
            new CreateIdentityPoolInput
            {
                IdentityPoolName = made.IdentityPoolName, AllowUnauthenticatedIdentities = made.AllowUnauthenticatedIdentities,
                AllowClassicFlow = made.AllowClassicFlow, SupportedLoginProviders = made.SupportedLoginProviders,
                DeveloperProviderName = made.DeveloperProviderName, OpenIdConnectProviderARNs = made.OpenIdConnectProviderARNs,
                CognitoIdentityProviders = made.CognitoIdentityProviders, SamlProviderARNs = made.SamlProviderARNs, IdentityPoolTags = made.IdentityPoolTags,
            },
            strict: true);
        Assert.Equivalent(made, (await world.Describe(made.IdentityPoolId)).Ok, strict: true);
    }

    [Fact]
    public async Task What_was_not_said_is_not_answered()
    {
        var made = await world.Send<CreateIdentityPool>(
            """{"IdentityPoolName":"p","AllowUnauthenticatedIdentities":false,"SupportedLoginProviders":{},"CognitoIdentityProviders":[],"SamlProviderARNs":[]}""");
        Assert.Matches("""^\{"IdentityPoolId":"[^"]+","IdentityPoolName":"p","AllowUnauthenticatedIdentities":false\}$""", made);
    }

    [Fact]
    public async Task An_update_replaces_all_but_the_tags_and_the_developer_s_name()
    {
        var id = await world.PoolId(Everything);
        var updated = await world.Call(world.Op<UpdateIdentityPool>(), new IdentityPool { IdentityPoolId = id, IdentityPoolName = "other", AllowUnauthenticatedIdentities = false });

        Assert.Equivalent(
            new IdentityPool
            {
                IdentityPoolId = id, IdentityPoolName = "other", AllowUnauthenticatedIdentities = false, DeveloperProviderName = "login.example",
                IdentityPoolTags = Map(("a", "b")),
            },
            updated.Ok,
            strict: true);
        Assert.Equivalent(updated.Ok, (await world.Describe(id)).Ok, strict: true);
    }

    [Fact]
    public async Task The_developer_s_name_can_be_set_later_and_then_stays()
    {
        var id = await world.PoolId();
        Task<Said<IdentityPool>> Update(string? name) => world.Call(
            world.Op<UpdateIdentityPool>(), new IdentityPool { IdentityPoolId = id, IdentityPoolName = "p", AllowUnauthenticatedIdentities = true, DeveloperProviderName = name });

        Assert.Equal("dev", (await Update("dev")).Ok.DeveloperProviderName);
        Assert.Equal("InvalidParameterException: The developer provider name of an identity pool cannot be changed.", (await Update("other")).Refusal);
        Assert.Equal("dev", (await Update(null)).Ok.DeveloperProviderName);
    }

    [Theory]
    [InlineData("accounts.google.com")]
    [InlineData("cognito-identity.amazonaws.com")]
    [InlineData("idp.example.com")]
    public async Task A_developer_vouches_under_no_name_of_somebody_else(string name) => Assert.Equal(
        $"InvalidParameterException: Invalid developer provider name: {name}",
        (await world.Create(asked => asked with { DeveloperProviderName = name, OpenIdConnectProviderARNs = [Account + "oidc-provider/idp.example.com"] })).Refusal);

    [Theory]
    [InlineData("cognito-idp.eu-central-1.amazonaws.com/us-east-1_AbCdEfGhI")]
    [InlineData("cognito-idp.eu-central-1.amazonaws.com/nounderscore")]
    [InlineData("evil.example/eu-central-1_AbCdEfGhI")]
    [InlineData("eu-central-1_AbCdEfGhI")]
    public async Task A_user_pool_has_one_of_two_names(string name)
    {
        Task<Said<IdentityPool>> With(string provider) =>
            world.Create(asked => asked with { CognitoIdentityProviders = [new() { ProviderName = provider, ClientId = "c" }] });

        Assert.Equal($"InvalidParameterException: Invalid Cognito identity provider name: {name}", (await With(name)).Refusal);
        Assert.Equal(People, (await With(People)).Ok.CognitoIdentityProviders![0].ProviderName);
        Assert.Equal("id.example.com/eu-central-1_AbCdEfGhI", (await With("id.example.com/eu-central-1_AbCdEfGhI")).Ok.CognitoIdentityProviders![0].ProviderName);
    }

    [Fact]
    public async Task Providers_that_say_nothing_are_refused()
    {
        Task<Said<IdentityPool>> With(params CognitoIdentityProvider[] own) => world.Create(asked => asked with { CognitoIdentityProviders = own });
        var one = new CognitoIdentityProvider { ProviderName = People, ClientId = "c" };

        Assert.StartsWith("InvalidParameterException", (await With(one with { ProviderName = null })).Refusal);
        Assert.StartsWith("InvalidParameterException", (await With(one with { ClientId = null })).Refusal);
        Assert.StartsWith("InvalidParameterException", (await With(one, one with { ProviderName = "id.example.com/eu-central-1_AbCdEfGhI" })).Refusal);
        Assert.StartsWith("LimitExceededException", (await With([.. Enumerable.Range(0, 101).Select(i => one with { ClientId = $"c{i}" })])).Refusal);
        Assert.True((await With([.. Enumerable.Range(0, 100).Select(i => one with { ClientId = $"c{i}" })])).IsOk);
    }

    [Fact]
    public async Task Names_and_ARNs_have_their_forms()
    {
        Assert.Equal(
            "InvalidParameterException: Invalid identity provider name: accounts.example",
            (await world.Create(asked => asked with { SupportedLoginProviders = Map(("accounts.example", "1")) })).Refusal);
        foreach (var arn in new[] { Account + "saml-provider/corp", "arn:aws:iam::1:oidc-provider/idp.example.com", Account + "oidc-provider/idp example" })
            Assert.StartsWith("InvalidParameterException: Invalid OpenID Connect", (await world.Create(asked => asked with { OpenIdConnectProviderARNs = [arn] })).Refusal);
        Assert.StartsWith(
            "InvalidParameterException: Invalid SAML", (await world.Create(asked => asked with { SamlProviderARNs = [Account + "oidc-provider/idp.example.com"] })).Refusal);
        Assert.StartsWith("ValidationException: 1 validation error detected", (await world.Create(asked => asked with { IdentityPoolName = "a|b" })).Refusal);
    }

    [Fact]
    public async Task A_deleted_pool_is_gone()
    {
        var id = await world.PoolId();
        Task<Said<Nothing>> Delete() => world.Call(world.Op<DeleteIdentityPool>(), new DeleteIdentityPoolInput { IdentityPoolId = id });

        Assert.True((await Delete()).IsOk);
        var gone = $"ResourceNotFoundException: IdentityPool '{id}' not found.";
        Assert.Equal(gone, (await Delete()).Refusal);
        Assert.Equal(gone, (await world.Describe(id)).Refusal);
    }

    [Fact]
    public async Task A_pool_of_another_region_does_not_exist()
    {
        var id = await world.PoolId();
        world.SignedRegion = "us-east-1";

        var gone = $"ResourceNotFoundException: IdentityPool '{id}' not found.";
        Assert.Equal(gone, (await world.Describe(id)).Refusal);
        Assert.Equal(gone, (await world.Call(world.Op<UpdateIdentityPool>(), new IdentityPool { IdentityPoolId = id, IdentityPoolName = "p", AllowUnauthenticatedIdentities = true })).Refusal);
        Assert.Equal(gone, (await world.Call(world.Op<DeleteIdentityPool>(), new DeleteIdentityPoolInput { IdentityPoolId = id })).Refusal);
        Assert.Empty((await List(60)).Ok.IdentityPools!);
        Assert.StartsWith("us-east-1:", await world.PoolId());
    }

    [Fact]
    public async Task A_list_has_each_pool_once_page_by_page_while_pools_are_added()
    {
        Assert.Empty((await List(1)).Ok.IdentityPools!);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
            made.Add(await world.PoolId());

        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = (await List(2, token)).Ok;
            Assert.InRange(page.IdentityPools!.Count, 1, 2);
            seen.AddRange(page.IdentityPools.Select(pool => pool.IdentityPoolId!));
            token = page.NextToken;
            await world.PoolId();
        }
        while (token is not null);

        Assert.Equal(seen.Distinct().Order(StringComparer.Ordinal), seen);
        Assert.Subset(seen.ToHashSet(), made.ToHashSet());
    }

    [Fact]
    public async Task A_page_that_is_full_and_the_last_has_no_next()
    {
        await world.PoolId();
        await world.PoolId();
        Assert.Null((await List(2)).Ok.NextToken);
        Assert.NotNull((await List(1)).Ok.NextToken);
    }

    [Fact]
    public async Task A_page_token_works_where_it_was_given_and_nowhere_else()
    {
        await world.PoolId();
        await world.PoolId();
        var token = (await List(1)).Ok.NextToken!;
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await List(1, "made-up")).Refusal);
        world.SignedRegion = "us-east-1";
        Assert.Equal("InvalidParameterException: Invalid pagination token.", (await List(1, token)).Refusal);
    }

    private Task<Said<ListIdentityPoolsResponse>> List(int limit, string? token = null) =>
        world.Call(world.Op<ListIdentityPools>(), new ListIdentityPoolsInput { MaxResults = limit, NextToken = token });
}
