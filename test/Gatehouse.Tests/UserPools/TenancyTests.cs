using System.Text.Json.Nodes;
using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools;

/// <summary>Ids of another region, and clients of another pool, are ids of nothing, and the answer shows no difference.</summary>
public sealed class TenancyTests
{
    private readonly PoolWorld world = new();

    public static TheoryData<string> PoolOperations =>
    [
        "DescribeUserPool", "UpdateUserPool", "DeleteUserPool", "AddCustomAttributes", "CreateUserPoolClient", "ListUserPoolClients",
    ];

    public static TheoryData<string> ClientOperations =>
    [
        "DescribeUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient", "AddUserPoolClientSecret", "ListUserPoolClientSecrets",
        "DeleteUserPoolClientSecret",
    ];

    [Theory]
    [MemberData(nameof(PoolOperations))]
    [MemberData(nameof(ClientOperations))]
    public async Task A_pool_of_another_region_does_not_exist(string name)
    {
        var id = await world.Pool();
        var client = await world.Client(id, "{'GenerateSecret':true}");
        await AssertUnknown(id, client, "us-east-1");

        foreach (var unknown in new[] { "eu-central-1_000000000", "us-east-1_000000000" })
            await AssertUnknown(unknown, client, "eu-central-1");

        Assert.NotNull(await world.Store.Clients.Find((string)client["ClientId"]!, default));

        async Task AssertUnknown(string poolId, JsonNode of, string region)
        {
            var fault = await Refused(Named(name), Asking(poolId, (string)of["ClientId"]!), region);
            Assert.Equal(new Fault("ResourceNotFoundException", $"User pool {poolId} does not exist."), fault);
        }
    }

    [Theory]
    [MemberData(nameof(ClientOperations))]
    public async Task A_client_of_another_pool_does_not_exist(string name)
    {
        var client = await world.Client(await world.Pool(), "{'GenerateSecret':true}");
        var before = await world.Store.Clients.Find((string)client["ClientId"]!, default);
        var other = await world.Pool();

        foreach (var id in new[] { (string)client["ClientId"]!, "0123456789abcdefghijklmnop" })
        {
            var fault = await Refused(Named(name), Asking(other, id));
            Assert.Equal(new Fault("ResourceNotFoundException", $"User pool client {id} does not exist."), fault);
        }

        Assert.Same(before, await world.Store.Clients.Find(before!.Id, default));
    }

    private static JsonObject Asking(string poolId, string clientId)
    {
        var body = Json("{'PoolName':'x','ClientSecretId':'x','CustomAttributes':[{'Name':'a','AttributeDataType':'String'}]}");
        (body["UserPoolId"], body["ClientId"], body["ClientName"]) = (poolId, clientId, "x");
        return body;
    }

    private Operation Named(string name) => new Operation[]
    {
        world.DescribePool, world.UpdatePool, world.DeletePool, world.AddAttributes, world.CreateClient, world.ListClients, world.DescribeClient,
        world.UpdateClient, world.DeleteClient, world.AddSecret, world.ListSecrets, world.DeleteSecret,
    }.Single(operation => operation.Name == name);
}
