using System.Globalization;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Who is in which group, and who is not any more.</summary>
public abstract class MembershipsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_person_is_in_the_groups_they_joined_and_did_not_leave()
    {
        var (pool, ana) = await Alone();
        foreach (var name in new[] { "b", "a", "é", "c" })
        {
            await NewGroup(pool, name);
            Assert.Equal(Joining.Joined, await Here.Memberships.Join(pool.Id, name, ana.Sub, Samples.Noon, Ct));
        }

        Assert.Equal(Joining.Joined, await Elsewhere.Memberships.Join(pool.Id, "a", ana.Sub, Samples.Noon, Ct));
        await Here.Memberships.Leave(pool.Id, "b", ana.Sub, Ct);
        await Here.Memberships.Leave(pool.Id, "b", ana.Sub, Ct);

        Assert.Equal(["a", "c", "é"], await Names(pool, ana));
    }

    [Fact]
    public async Task Groups_come_back_whole()
    {
        var (pool, ana) = await Alone();
        var group = await NewGroup(pool, "editors", group => group with { Precedence = 0, Role = "role", Description = "text" });
        await Here.Memberships.Join(pool.Id, group.Name, ana.Sub, Samples.Noon, Ct);

        Assert.Equal(group, Assert.Single(await Elsewhere.Memberships.Of(pool.Id, ana.Sub, Ct)));
    }

    [Fact]
    public async Task Nobody_joins_what_is_not_there_and_who_is_not_there_joins_nothing()
    {
        var (pool, ana) = await Alone();
        var other = await NewPool();
        await NewGroup(other, "editors");

        Assert.Equal(Joining.NoGroup, await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct));
        await NewGroup(pool, "editors");
        Assert.Equal(Joining.NoGroup, await Here.Memberships.Join(pool.Id, "Editors", ana.Sub, Samples.Noon, Ct));
        Assert.Equal(Joining.NoPerson, await Here.Memberships.Join(pool.Id, "editors", Samples.Sub(), Samples.Noon, Ct));
        Assert.Equal(Joining.NoPerson, await Here.Memberships.Join(other.Id, "editors", ana.Sub, Samples.Noon, Ct));
        Assert.Empty(await Here.Memberships.Of(pool.Id, ana.Sub, Ct));
    }

    [Fact]
    public async Task Members_come_page_by_page_in_order_of_their_subs()
    {
        var pool = await NewPool();
        var (editors, authors) = (await NewGroup(pool, "editors"), await NewGroup(pool, "authors"));
        var subs = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            subs.Add((await NewPerson(pool, $"p{i}")).Sub);
            await Here.Memberships.Join(pool.Id, i == 4 ? "authors" : "editors", subs[i], Samples.Noon, Ct);
        }

        var expected = subs.Take(4).Order(StringComparer.Ordinal).ToList();
        var first = await Here.Memberships.Members(editors, null, 3, Ct);
        var second = await Elsewhere.Memberships.Members(editors, first.Next, 3, Ct);

        Assert.Equal(expected, first.Items.Concat(second.Items).Select(user => user.Sub));
        Assert.Null(second.Next);
        Assert.Null((await Here.Memberships.Members(editors, null, 4, Ct)).Next);
        Assert.Equal(subs[4], Assert.Single((await Here.Memberships.Members(authors, null, 9, Ct)).Items).Sub);
    }

    [Fact]
    public async Task A_removed_group_has_nobody_even_when_it_is_made_again_before_they_are_forgotten()
    {
        var (pool, ana) = await Alone();
        var bob = await NewPerson(pool, "bob");
        var old = await NewGroup(pool, "editors");
        await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct);
        await Here.Memberships.Join(pool.Id, "editors", bob.Sub, Samples.Noon, Ct);

        await Here.Groups.Remove(pool.Id, "", "editors", Ct);
        Assert.Empty(await Here.Memberships.Of(pool.Id, ana.Sub, Ct));
        var made = await NewGroup(pool, "editors");
        Assert.Empty(await Here.Memberships.Of(pool.Id, ana.Sub, Ct));
        Assert.Empty((await Here.Memberships.Members(made, null, 9, Ct)).Items);

        Assert.Equal(Joining.Joined, await Here.Memberships.Join(pool.Id, "editors", bob.Sub, Samples.Noon, Ct));
        await Here.Memberships.Forget(old, Ct);
        Assert.Equal(bob.Sub, Assert.Single((await Here.Memberships.Members(made, null, 9, Ct)).Items).Sub);
        Assert.Empty((await Here.Memberships.Members(old, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task Whoever_goes_leaves_no_membership_behind()
    {
        var (pool, ana) = await Alone();
        var editors = await NewGroup(pool, "editors");
        await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct);

        await Here.Users.Remove(pool.Id, ana.Sub, Ct);
        await NewPerson(pool, "ana", sub: ana.Sub);

        Assert.Empty(await Here.Memberships.Of(pool.Id, ana.Sub, Ct));
        Assert.Empty((await Here.Memberships.Members(editors, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task A_deleted_pool_takes_its_memberships_along()
    {
        var (pool, ana) = await Alone();
        await NewGroup(pool, "editors");
        await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct);

        await Here.Pools.Remove(pool.Id, Ct);

        Assert.Empty(await Here.Memberships.Of(pool.Id, ana.Sub, Ct));
        Assert.Equal(Joining.NoPerson, await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct));
    }

    [Fact]
    public async Task However_close_a_person_does_not_outlive_themselves_in_a_group()
    {
        var (pool, ana) = await Alone();
        var editors = await NewGroup(pool, "editors");

        await AllAtOnce(async (stores, i) => i == Crowd / 2
            ? await stores.Users.Remove(pool.Id, ana.Sub, Ct)
            : await stores.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct) is Joining.Joined);
        await NewPerson(pool, "ana", sub: ana.Sub);

        Assert.Empty((await Here.Memberships.Members(editors, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task However_close_nobody_comes_into_a_group_that_goes()
    {
        var (pool, ana) = await Alone();
        var editors = await NewGroup(pool, "editors");

        await AllAtOnce(async (stores, i) => i == Crowd / 2
            ? await Removed(stores, editors)
            : await stores.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct) is Joining.Joined);
        Assert.Equal(Joining.NoGroup, await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct));
        await Here.Groups.Add(editors, Ct);

        Assert.Empty((await Here.Memberships.Members(editors, null, 9, Ct)).Items);
    }

    [Fact]
    public async Task However_close_nobody_comes_into_more_groups_than_one_may_be_in()
    {
        var (pool, ana) = await Alone();
        const int free = 3;
        for (var i = 0; i < Group.MaxPerPerson - free + Crowd; i++)
            await NewGroup(pool, Name(i));
        for (var i = 0; i < Group.MaxPerPerson - free; i++)
            await Here.Memberships.Join(pool.Id, Name(i), ana.Sub, Samples.Noon, Ct);

        var outcomes = await AllAtOnce((stores, i) =>
            stores.Memberships.Join(pool.Id, Name(Group.MaxPerPerson - free + i), ana.Sub, Samples.Noon, Ct).AsTask());

        Assert.Equal(free, outcomes.Count(outcome => outcome is Joining.Joined));
        Assert.Equal(Crowd - free, outcomes.Count(outcome => outcome is Joining.Full));
        Assert.Equal(Group.MaxPerPerson, (await Here.Memberships.Of(pool.Id, ana.Sub, Ct)).Count);
    }

    [Fact]
    public async Task Who_is_in_no_group_is_known_as_such_by_the_reading_of_the_person()
    {
        var (pool, ana) = await Alone();
        await NewGroup(pool, "editors");
        Assert.False((await Here.Users.BySub(pool.Id, ana.Sub, Ct))!.MayHaveGroups);

        await Here.Memberships.Join(pool.Id, "editors", ana.Sub, Samples.Noon, Ct);
        Assert.True((await Elsewhere.Users.BySub(pool.Id, ana.Sub, Ct))!.MayHaveGroups);
        Assert.True((await Elsewhere.Users.Find(pool, "ana", Ct))!.MayHaveGroups);

        await Here.Memberships.Leave(pool.Id, "editors", ana.Sub, Ct);
        Assert.False((await Elsewhere.Users.Find(pool, "ana", Ct))!.MayHaveGroups);
    }

    private async Task<(UserPool Pool, UserState Person)> Alone()
    {
        var pool = await NewPool();
        return (pool, await NewPerson(pool, "ana"));
    }

    private async Task<Group> NewGroup(UserPool pool, string name, Func<Group, Group>? with = null)
    {
        var group = new Group { PoolId = pool.Id, Name = name, Id = Samples.Sub(), Created = Samples.Noon, Modified = Samples.Noon };
        group = with?.Invoke(group) ?? group;
        Assert.Same(group, (await Here.Groups.Add(group, Ct)).Part);
        return group;
    }

    private async Task<IEnumerable<string>> Names(UserPool pool, UserState person) =>
        (await Elsewhere.Memberships.Of(pool.Id, person.Sub, Ct)).Select(group => group.Name);

    private static async Task<bool> Removed(Stores stores, Group group)
    {
        var removed = await stores.Groups.Remove(group.PoolId, "", group.Name, Ct);
        await stores.Memberships.Forget(group, Ct);
        return removed;
    }

    private static string Name(int i) => "g" + i.ToString("D3", CultureInfo.InvariantCulture);
}

public sealed class MembershipsInMemory(MemoryRig rig) : MembershipsContract<MemoryRig>(rig);

public sealed class MembershipsInSqlite(SqliteRig rig) : MembershipsContract<SqliteRig>(rig);

public sealed class MembershipsInPostgres(PostgresRig rig) : MembershipsContract<PostgresRig>(rig);
