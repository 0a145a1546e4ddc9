using System.Text.Json.Nodes;
using Gatehouse.Tests.UserPools.Pools;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class ListUserPoolClientsTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_client_is_listed_in_short_and_without_its_secret()
    {
        var client = await world.Client(await world.Pool(), "{'GenerateSecret':true}");
        var answer = await Ask(world.ListClients, In((string)client["UserPoolId"]!, clientName: null));
        var expected = new JsonObject
        {
            ["ClientId"] = (string)client["ClientId"]!, ["UserPoolId"] = (string)client["UserPoolId"]!, ["ClientName"] = "App",
        };
        CreateUserPoolTests.AssertSame(expected, answer["UserPoolClients"]!.AsArray().Single()!.AsObject());
        Assert.Null(answer["NextToken"]);
    }

    [Fact]
    public async Task A_pool_without_clients_lists_none() =>
        Assert.Empty((await Ask(world.ListClients, In(await world.Pool(), clientName: null)))["UserPoolClients"]!.AsArray());

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(60)]
    public async Task Pages_hold_every_client_of_the_pool_once(int size)
    {
        var (poolId, other) = (await world.Pool(), await world.Pool());
        var ours = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            ours.Add((string)(await world.Client(poolId))["ClientId"]!);
            await world.Client(other);
        }

        var seen = new List<string>();
        string? token = null;
        do
        {
            var answer = await Ask(world.ListClients, Asking(poolId, size, token));
            seen.AddRange(answer["UserPoolClients"]!.AsArray().Select(client => (string)client!["ClientId"]!));
            token = (string?)answer["NextToken"];
        }
        while (token is not null);

        Assert.Equal(ours.Order(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task A_page_without_a_size_holds_sixty()
    {
        var poolId = await world.Pool();
        for (var i = 0; i < 61; i++)
            await world.Client(poolId);

        var answer = await Ask(world.ListClients, In(poolId, clientName: null));
        Assert.Equal(60, answer["UserPoolClients"]!.AsArray().Count);
        Assert.NotNull(answer["NextToken"]);
    }

    [Fact]
    public async Task A_listing_can_be_narrowed_to_a_type()
    {
        var poolId = await world.Pool();
        await world.Client(poolId);
        Assert.Single((await Ask(world.ListClients, In(poolId, "{'ClientType':'REGULAR'}", clientName: null)))["UserPoolClients"]!.AsArray());
        Assert.Empty((await Ask(world.ListClients, In(poolId, "{'ClientType':'DCR'}", clientName: null)))["UserPoolClients"]!.AsArray());
        Assert.Equal(
            new Fault("InvalidParameterException", "Invalid ClientType: OTHER"),
            await Refused(world.ListClients, In(poolId, "{'ClientType':'OTHER'}", clientName: null)));
    }

    [Fact]
    public async Task A_token_works_only_in_the_listing_it_came_from()
    {
        var (poolId, other) = (await world.Pool(), await world.Pool());
        await world.Client(poolId);
        await world.Client(poolId);
        var token = (string)(await Ask(world.ListClients, Asking(poolId, 1, null)))["NextToken"]!;
        var expected = new Fault("InvalidParameterException", "Invalid pagination token.");

        var narrowed = Asking(poolId, 1, token);
        narrowed["ClientType"] = "REGULAR";
        Assert.Equal(expected, await Refused(world.ListClients, narrowed));
        Assert.Equal(expected, await Refused(world.ListClients, Asking(other, 1, token)));
        Assert.Equal(expected, await Refused(world.ListClients, Asking(poolId, 1, "made-up")));
        Assert.Equal(expected, await Refused(world.ListPools, new JsonObject { ["MaxResults"] = 1, ["NextToken"] = token }));
    }

    private static JsonObject Asking(string poolId, int size, string? token) =>
        new() { ["UserPoolId"] = poolId, ["MaxResults"] = size, ["NextToken"] = token };
}
