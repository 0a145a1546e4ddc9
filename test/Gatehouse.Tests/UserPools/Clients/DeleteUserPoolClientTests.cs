using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Clients;

public sealed class DeleteUserPoolClientTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_deleted_client_is_gone_and_its_neighbour_is_not()
    {
        var poolId = await world.Pool();
        var (client, neighbour) = (await world.Client(poolId), await world.Client(poolId));
        Assert.Empty(await Ask(world.DeleteClient, In(client)));

        var gone = new Fault("ResourceNotFoundException", $"User pool client {(string)client["ClientId"]!} does not exist.");
        Assert.Equal(gone, await Refused(world.DescribeClient, In(client)));
        Assert.Equal(gone, await Refused(world.DeleteClient, In(client)));
        await Ask(world.DescribeClient, In(neighbour));
    }
}
