using System.Text.Json.Nodes;
using Gatehouse.Identity;
using Gatehouse.Tests.UserPools.Pools;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class UpdateUserPoolClientTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task What_is_left_out_goes_back_to_its_default_but_name_and_secret_stay()
    {
        var poolId = await world.Pool("{'Schema':[{'Name':'team','AttributeDataType':'String'}]}");
        var before = await world.Client(poolId, CreateUserPoolClientTests.Full);
        world.Clock.Advance(TimeSpan.FromHours(1));
        var after = (await Ask(world.UpdateClient, In(before)))["UserPoolClient"]!.AsObject();

        var expected = await world.Client(poolId);
        foreach (var name in new[] { "ClientId", "ClientSecret", "CreationDate" })
            expected[name] = before[name]!.DeepClone();
        CreateUserPoolTests.AssertSame(expected, after);
        CreateUserPoolTests.AssertSame(after, (await Ask(world.DescribeClient, In(before)))["UserPoolClient"]!.AsObject());

        var stored = (await world.Store.Clients.Find((string)before["ClientId"]!, default))!;
        Assert.Null(stored.RotationGrace);
        Assert.Null(stored.Writable);
        Assert.Equal(Noon.AddHours(1), stored.Modified);
    }

    [Fact]
    public async Task What_is_given_replaces_what_was()
    {
        var client = await world.Client(await world.Pool(), "{'CallbackURLs':['https://a.example']}");
        var after = (await Ask(
            world.UpdateClient,
            In(client, "{'ClientName':'Other','CallbackURLs':['https://b.example'],'AccessTokenValidity':2,'PreventUserExistenceErrors':'ENABLED'}")))
            ["UserPoolClient"]!;

        Assert.Equal("Other", (string)after["ClientName"]!);
        Assert.Equal("""["https://b.example"]""", after["CallbackURLs"]!.ToJsonString());
        var stored = (await world.Store.Clients.Find((string)client["ClientId"]!, default))!;
        Assert.Equal(TimeSpan.FromHours(2), stored.AccessLifetime);
        Assert.True(stored.HidesUnknownUsers);
    }

    [Theory]
    [InlineData("{'AllowedOAuthFlows':['code']}", "InvalidOAuthFlowException")]
    [InlineData("{'AllowedOAuthFlows':['client_credentials']}", "InvalidOAuthFlowException")]
    [InlineData("{'AllowedOAuthScopes':['shop/read']}", "ScopeDoesNotExistException")]
    [InlineData("{'CallbackURLs':['javascript:alert(1)']}", "InvalidParameterException")]
    [InlineData("{'AccessTokenValidity':25}", "InvalidParameterException")]
    [InlineData("{'WriteAttributes':['sub']}", "InvalidParameterException")]
    [InlineData("{'SupportedIdentityProviders':['Google']}", "InvalidParameterException")]
    public async Task A_refused_change_changes_nothing(string settings, string code)
    {
        var client = await world.Client(await world.Pool());
        var before = await world.Store.Clients.Find((string)client["ClientId"]!, default);
        Assert.Equal(code, (await Refused(world.UpdateClient, In(client, settings))).Code);
        Assert.Same(before, await world.Store.Clients.Find(before!.Id, default));
    }

    [Fact]
    public async Task Choice_of_factors_needs_more_than_the_least_tier_where_plans_are_held_to()
    {
        JsonNode client = await world.Client(await world.Pool("{'UserPoolTier':'LITE'}"));
        world.IsStrict = true;
        var fault = await Refused(world.UpdateClient, In(client, "{'ExplicitAuthFlows':['ALLOW_USER_AUTH']}"));
        Assert.Equal("FeatureUnavailableInTierException", fault.Code);
    }

    [Fact]
    public async Task A_scope_whose_server_is_gone_stays_until_the_next_update_and_does_not_pass_it()
    {
        var poolId = await world.Pool();
        var servers = world.Store.Parts<ResourceServer>();
        await servers.Add(new(poolId, "shop", "Shop", [new("read", "Look")]), default);
        JsonNode client = await world.Client(poolId, "{'AllowedOAuthScopes':['shop/read']}");
        await servers.Remove(poolId, "", "shop", default);

        Assert.Equal("[\"shop/read\"]", (await Ask(world.DescribeClient, In(client)))["UserPoolClient"]!["AllowedOAuthScopes"]!.ToJsonString());
        Assert.Equal(
            new Fault("ScopeDoesNotExistException", "Invalid scope requested: shop/read"),
            await Refused(world.UpdateClient, In(client, "{'AllowedOAuthScopes':['shop/read']}")));
        Assert.Null((await Ask(world.UpdateClient, In(client)))["UserPoolClient"]!["AllowedOAuthScopes"]);
    }

    [Fact]
    public async Task What_registered_itself_may_not_register_others()
    {
        var poolId = await world.Pool("{'DcrConfiguration':{'EnableStatus':'Enabled'}}");
        JsonNode client = await world.Client(poolId);
        var id = (string)client["ClientId"]!;
        await world.Store.Clients.Change(poolId, id, c => c with { Described = "{\"ClientType\":\"DCR\"}" }, default);
        Assert.Equal(
            new Fault("ScopeDoesNotExistException", "Invalid scope requested: aws.cognito/dcr/register"),
            await Refused(world.UpdateClient, In(client, "{'AllowedOAuthScopes':['aws.cognito/dcr/register']}")));
        Assert.Equal("DCR", (string)(await Ask(world.UpdateClient, In(client)))["UserPoolClient"]!["ClientType"]!);
    }

    [Fact]
    public async Task Without_rotation_an_update_lets_refresh_tokens_be_used_again()
    {
        JsonNode client = await world.Client(await world.Pool(), "{'RefreshTokenRotation':{'Feature':'ENABLED','RetryGracePeriodSeconds':60}}");
        var shown = (await Ask(world.UpdateClient, In(client, "{'ExplicitAuthFlows':['ALLOW_REFRESH_TOKEN_AUTH']}")))["UserPoolClient"]!;
        Assert.Null(shown["RefreshTokenRotation"]);
        Assert.Null((await world.Store.Clients.Find((string)client["ClientId"]!, default))!.RotationGrace);
    }
}
