using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>What is used once, and what is counted.</summary>
public abstract class OnceContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task Of_many_who_spend_a_value_at_once_one_wins()
    {
        var pool = await NewPool();

        var won = await AllAtOnce(async (stores, _) => await stores.Spent.Spend(pool.Id, [1, 2, 3], Samples.Noon.AddHours(1), Ct));

        Assert.Equal(1, won.Count(w => w));
    }

    [Fact]
    public async Task Values_differ_by_pool_and_by_every_byte()
    {
        var pool = await NewPool();
        var end = Samples.Noon.AddHours(1);

        Assert.True(await Here.Spent.Spend(pool.Id, [0], end, Ct));
        Assert.True(await Here.Spent.Spend(pool.Id, [0, 0], end, Ct));
        Assert.True(await Here.Spent.Spend((await NewPool()).Id, [0], end, Ct));
        Assert.False(await Elsewhere.Spent.Spend(pool.Id, [0], end, Ct));
    }

    [Fact]
    public async Task What_is_spent_is_known_everywhere_by_pool_and_every_byte()
    {
        var pool = await NewPool();
        Assert.False(await Here.Spent.IsSpent(pool.Id, [7], Ct));
        await Here.Spent.Spend(pool.Id, [7], Samples.Noon.AddHours(1), Ct);

        Assert.True(await Here.Spent.IsSpent(pool.Id, [7], Ct));
        Assert.True(await Elsewhere.Spent.IsSpent(pool.Id, [7], Ct));
        Assert.False(await Here.Spent.IsSpent(pool.Id, [7, 0], Ct));
        Assert.False(await Here.Spent.IsSpent((await NewPool()).Id, [7], Ct));
    }

    // Case 139: the same assertion at two places, on two nodes, after a restart.
    [Fact]
    public async Task Of_many_who_want_a_value_at_once_one_holds_it_and_it_stays_theirs()
    {
        var pool = await NewPool();
        var end = Samples.Noon.AddHours(1);

        var won = await AllAtOnce(async (stores, i) => (Holder: i % 4, Holds: await stores.Spent.Bind(pool.Id, [1, 2, 3], [(byte)(i % 4)], end, Ct)));

        var holder = Assert.Single(won.Where(one => one.Holds).Select(one => one.Holder).Distinct());
        Assert.All(won, one => Assert.Equal(one.Holder == holder, one.Holds));
        for (byte i = 0; i < 4; i++)
        {
            Assert.Equal(i == holder, await Here.Spent.Bind(pool.Id, [1, 2, 3], [i], end, Ct));
            Assert.Equal(i == holder, await Elsewhere.Spent.Bind(pool.Id, [1, 2, 3], [i], end, Ct));
        }

        Assert.True(await Here.Spent.Bind((await NewPool()).Id, [1, 2, 3], [9], end, Ct));
        Assert.True(await Elsewhere.Spent.Bind(pool.Id, [1, 2, 4], [9], end, Ct));
        Assert.True(await Here.Spent.IsSpent(pool.Id, [1, 2, 3], Ct));
    }

    [Fact]
    public async Task Of_many_counts_at_once_each_counts()
    {
        var pool = await NewPool();

        var seen = await AllAtOnce(async (stores, _) => await stores.Tallies.Change(
            pool.Id, "sign-in/ana", t => (t with { Count = t.Count + 1, Last = Samples.Noon }, t.Count), Ct));

        Assert.Equal(Enumerable.Range(0, Crowd), seen.Order());
        Assert.Equal(Crowd, (await Here.Tallies.Find(pool.Id, "sign-in/ana", Ct))!.Count);
    }

    [Fact]
    public async Task A_tally_comes_back_whole_and_belongs_to_its_pool_and_key()
    {
        var pool = await NewPool();
        var tally = new Tally(3, Samples.Noon.AddTicks(1), Samples.Noon.AddTicks(2));
        await Here.Tallies.Change(pool.Id, "a", _ => (tally, 0), Ct);

        Assert.Equal(tally, await Elsewhere.Tallies.Find(pool.Id, "a", Ct));
        Assert.Null(await Here.Tallies.Find(pool.Id, "A", Ct));
        Assert.Null(await Here.Tallies.Find((await NewPool()).Id, "a", Ct));
    }

    [Fact]
    public async Task A_tally_of_nothing_is_forgotten()
    {
        var pool = await NewPool();
        await Here.Tallies.Change(pool.Id, "a", _ => (new Tally(1, default, Samples.Noon), 0), Ct);
        var outcome = await Here.Tallies.Change(pool.Id, "a", t => (Tally.None, t.Count), Ct);

        Assert.Equal(1, outcome);
        Assert.Null(await Here.Tallies.Find(pool.Id, "a", Ct));
    }
}

public sealed class OnceInMemory(MemoryRig rig) : OnceContract<MemoryRig>(rig);

public sealed class OnceInSqlite(SqliteRig rig) : OnceContract<SqliteRig>(rig);

public sealed class OnceInPostgres(PostgresRig rig) : OnceContract<PostgresRig>(rig);
