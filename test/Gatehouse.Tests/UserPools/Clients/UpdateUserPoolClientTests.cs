using System.Text.Json.Nodes;
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
    public async Task Choice_of_factors_needs_more_than_the_least_tier()
    {
        JsonNode client = await world.Client(await world.Pool("{'UserPoolTier':'LITE'}"));
        var fault = await Refused(world.UpdateClient, In(client, "{'ExplicitAuthFlows':['ALLOW_USER_AUTH']}"));
        Assert.Equal("FeatureUnavailableInTierException", fault.Code);
    }
}
