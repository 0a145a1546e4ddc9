using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>What one node changes, another one serves within a second.</summary>
public sealed class TwoNodesTests(PostgresRig rig) : Contract<PostgresRig>(rig)
{
    private readonly PostgresRig rig = rig;

    [Fact]
    public async Task A_changed_pool_is_seen_elsewhere()
    {
        var pool = await NewPool();
        Assert.Equal("pool", (await Elsewhere.Pools.Find(pool.Id, Ct))!.Name);

        await Here.Pools.Change(pool.Id, p => p with { Name = "new" }, Ct);

        await Within(TimeSpan.FromSeconds(1), async () => (await Elsewhere.Pools.Find(pool.Id, Ct))!.Name == "new");
    }

    [Fact]
    public async Task A_deleted_client_is_gone_elsewhere_with_its_pool_or_alone()
    {
        var pool = await NewPool();
        var (one, two) = (Samples.Client(pool.Id), Samples.Client(pool.Id));
        await Here.Clients.Add(one, Ct);
        await Here.Clients.Add(two, Ct);
        Assert.NotNull(await Elsewhere.Clients.Find(one.Id, Ct));
        Assert.NotNull(await Elsewhere.Clients.Find(two.Id, Ct));

        await Here.Clients.Remove(pool.Id, one.Id, Ct);
        await Within(TimeSpan.FromSeconds(1), async () => await Elsewhere.Clients.Find(one.Id, Ct) is null);
        await Here.Pools.Remove(pool.Id, Ct);
        await Within(TimeSpan.FromSeconds(1), async () => await Elsewhere.Clients.Find(two.Id, Ct) is null);
    }

    [Fact]
    public async Task A_node_that_lost_its_ear_does_not_serve_what_is_old()
    {
        var pool = await NewPool();
        await Elsewhere.Pools.Find(pool.Id, Ct);

        await rig.Node.Tamper("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'");
        await Here.Pools.Change(pool.Id, p => p with { Name = "new" }, Ct);

        await Within(TimeSpan.FromSeconds(3), async () => (await Elsewhere.Pools.Find(pool.Id, Ct))!.Name == "new");
        await Here.Pools.Change(pool.Id, p => p with { Name = "newer" }, Ct);
        await Within(TimeSpan.FromSeconds(3), async () => (await Elsewhere.Pools.Find(pool.Id, Ct))!.Name == "newer");
    }

    private static async Task Within(TimeSpan limit, Func<Task<bool>> condition)
    {
        var begin = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begin) < limit, "It did not come true in time.");
            await tick.WaitForNextTickAsync(Ct);
        }
    }
}
