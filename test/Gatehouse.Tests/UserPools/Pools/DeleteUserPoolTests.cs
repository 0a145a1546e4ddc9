using static Gatehouse.Tests.UserPools.PoolWorld;

namespace Gatehouse.Tests.UserPools.Pools;

public sealed class DeleteUserPoolTests
{
    private readonly PoolWorld world = new();

    [Fact]
    public async Task A_pool_goes_with_its_clients_and_keys()
    {
        var id = await world.Pool();
        var client = await world.Client(id);
        Assert.Empty(await Ask(world.DeletePool, In(id, clientName: null)));

        Assert.Null(await world.Store.Pools.Find(id, default));
        Assert.Null(await world.Store.Clients.Find((string)client["ClientId"]!, default));
        Assert.Empty(await world.Store.SigningKeys.Of(id, default));
        Assert.Equal(
            new Fault("ResourceNotFoundException", $"User pool {id} does not exist."), await Refused(world.DeletePool, In(id, clientName: null)));
    }

    [Fact]
    public async Task A_protected_pool_stays_until_the_protection_goes()
    {
        var id = await world.Pool("{'DeletionProtection':'ACTIVE'}");
        Assert.Equal(
            new Fault(
                "InvalidParameterException",
                "The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."),
            await Refused(world.DeletePool, In(id, clientName: null)));

        await Ask(world.UpdatePool, In(id, "{'DeletionProtection':'INACTIVE'}", clientName: null));
        await Ask(world.DeletePool, In(id, clientName: null));
    }
}
