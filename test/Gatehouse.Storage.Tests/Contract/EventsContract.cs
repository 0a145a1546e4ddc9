using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Histories of people: in order, bounded, and gone with whom they are about.</summary>
public abstract class EventsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task Events_are_listed_newest_first_page_by_page()
    {
        var (pool, ana) = await Ana();
        await Here.Events.Append([.. Events(pool, ana, 7)], Ct);

        var first = await Elsewhere.Events.List(pool.Id, ana.Sub, null, 3, Ct);
        await Here.Events.Append([Event(pool, ana, 50)], Ct);
        var second = await Elsewhere.Events.List(pool.Id, ana.Sub, first.Next, 3, Ct);
        var third = await Elsewhere.Events.List(pool.Id, ana.Sub, second.Next, 3, Ct);

        Assert.Equal([Id(6), Id(5), Id(4)], first.Items.Select(e => e.Id));
        Assert.Equal([Id(3), Id(2), Id(1)], second.Items.Select(e => e.Id));
        Assert.Equal([Id(0)], third.Items.Select(e => e.Id));
        Assert.Null(third.Next);
        Assert.Null((await Elsewhere.Events.List(pool.Id, ana.Sub, null, 8, Ct)).Next);
    }

    [Fact]
    public async Task An_event_comes_back_as_it_was()
    {
        var (pool, ana) = await Ana();
        var happened = Event(pool, ana, 1) with
        {
            Result = AuthEventResult.Failed,
            From = new("2001:db8::1", "Chrome 126, \"Linux\" é"),
            Proofs = [new(ProofKind.Password, true), new(ProofKind.Code, false)],
            IsBlocked = true,
            Feedback = new(IsValid: false, ByAdmin: true, Samples.Noon),
        };
        await Here.Events.Append([happened], Ct);

        Assert.Equivalent(happened, Assert.Single((await Elsewhere.Events.List(pool.Id, ana.Sub, null, 10, Ct)).Items), strict: true);
    }

    [Fact]
    public async Task An_event_is_there_once_however_often_it_is_added()
    {
        var (pool, ana) = await Ana();
        await AllAtOnce(async (stores, _) =>
        {
            await stores.Events.Append([Event(pool, ana, 1), Event(pool, ana, 2)], Ct);
            return true;
        });

        Assert.Equal([Id(2), Id(1)], (await Here.Events.List(pool.Id, ana.Sub, null, 10, Ct)).Items.Select(e => e.Id));
    }

    [Fact]
    public async Task Nobody_has_a_history_who_is_gone()
    {
        var (pool, ana) = await Ana();
        var bob = await NewPerson(pool, "bob");
        await Here.Events.Append([Event(pool, ana, 1), Event(pool, bob, 2)], Ct);

        await Here.Users.Remove(pool.Id, ana.Sub, Ct);
        await Here.Events.Append([Event(pool, ana, 3), Event(pool, bob, 4)], Ct);

        Assert.Empty((await Elsewhere.Events.List(pool.Id, ana.Sub, null, 10, Ct)).Items);
        Assert.Equal(2, (await Elsewhere.Events.List(pool.Id, bob.Sub, null, 10, Ct)).Items.Count);

        await Here.Pools.Remove(pool.Id, Ct);
        Assert.Empty((await Elsewhere.Events.List(pool.Id, bob.Sub, null, 10, Ct)).Items);
        await Here.Events.Append([Event(pool, bob, 5)], Ct);
        Assert.Empty((await Elsewhere.Events.List(pool.Id, bob.Sub, null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Of_many_who_add_while_the_person_goes_none_leaves_a_trace()
    {
        var (pool, ana) = await Ana();
        await AllAtOnce(async (stores, i) =>
        {
            if (i == Crowd / 2)
                return await stores.Users.Remove(pool.Id, ana.Sub, Ct);
            await stores.Events.Append([Event(pool, ana, i)], Ct);
            return true;
        });

        Assert.Empty((await Here.Events.List(pool.Id, ana.Sub, null, 100, Ct)).Items);
    }

    [Fact]
    public async Task Failures_wipe_out_failures_only()
    {
        var (pool, ana) = await Ana();
        await Here.Events.Append([.. Events(pool, ana, 5)], Ct);
        var failures = Enumerable.Range(100, AuthEvent.MostUnproven + 20).Select(i => Event(pool, ana, i) with { Result = AuthEventResult.Failed }).ToList();
        foreach (var batch in failures.Chunk(90))
            await Here.Events.Append(batch, Ct);

        var all = await All(pool, ana);

        Assert.Equal(AuthEvent.MostUnproven, all.Count(e => !e.IsProven));
        Assert.Equal(5, all.Count(e => e.IsProven));
        Assert.Equal(Id(120), all.Last(e => !e.IsProven).Id);
    }

    [Fact]
    public async Task The_oldest_of_too_many_go()
    {
        var (pool, ana) = await Ana();
        foreach (var batch in Events(pool, ana, AuthEvent.MostProven + 3).Chunk(256))
            await Here.Events.Append(batch, Ct);

        var all = await All(pool, ana);

        Assert.Equal(AuthEvent.MostProven, all.Count);
        Assert.Equal(Id(3), all[^1].Id);
    }

    [Fact]
    public async Task An_event_is_changed_in_place_and_each_of_many_changes_counts()
    {
        var (pool, ana) = await Ana();
        await Here.Events.Append([Event(pool, ana, 1), Event(pool, ana, 2)], Ct);

        await AllAtOnce((stores, _) => stores.Events.Change(
            pool.Id, ana.Sub, Id(1), e => e with { Proofs = [.. e.Proofs, new(ProofKind.Code, true)] }, Ct).AsTask());

        var events = (await Elsewhere.Events.List(pool.Id, ana.Sub, null, 10, Ct)).Items;
        Assert.Equal(Crowd, events[1].Proofs.Count);
        Assert.Empty(events[0].Proofs);
        Assert.Null(await Here.Events.Change(pool.Id, ana.Sub, Id(9), e => e, Ct));
        Assert.Null(await Here.Events.Change(pool.Id, "nobody", Id(1), e => e, Ct));
    }

    [Fact]
    public async Task Old_events_go_and_young_ones_stay()
    {
        // Far from the times of other tests: this sweeps the whole store.
        var now = Samples.Noon.AddYears(-40);
        var (pool, ana) = await Ana();
        var (old, young) = (now - AuthEvent.UsualRetention, now - AuthEvent.UsualRetention + TimeSpan.FromSeconds(1));
        await Here.Events.Append([Event(pool, ana, 1) with { At = old }, Event(pool, ana, 2) with { At = young }], Ct);

        Assert.Equal(1, await Here.Housekeeping.Purge(now, Ct));

        Assert.Equal([Id(2)], (await All(pool, ana)).Select(e => e.Id));
    }

    [Fact]
    public async Task A_region_is_known_while_a_pool_has_a_copy_there()
    {
        var (one, other) = (await NewPool(), await NewPool());
        var region = Samples.Unique("xx-test-");
        Assert.False(await Elsewhere.Pools.AnyIn(region, Ct));

        foreach (var pool in new[] { one, other })
            await Here.Pools.Change(pool.Id, p => p with { Replicas = [new(region, Samples.Noon), new(region + "b", Samples.Noon)] }, Ct);
        Assert.True(await Elsewhere.Pools.AnyIn(region, Ct));
        Assert.Equal(region, (await Elsewhere.Pools.Find(one.Id, Ct))!.Replicas[0].Region);

        await Here.Pools.Change(one.Id, p => p with { Replicas = [p.Replicas[1] with { IsActive = true }] }, Ct);
        Assert.True(await Elsewhere.Pools.AnyIn(region, Ct));
        await Here.Pools.Remove(other.Id, Ct);
        Assert.False(await Elsewhere.Pools.AnyIn(region, Ct));
        Assert.True(await Elsewhere.Pools.AnyIn(region + "b", Ct));
    }

    [Fact]
    public async Task A_region_is_known_while_a_pool_that_was_made_there_is_there()
    {
        var region = Samples.Unique("xx-made-");
        var pool = Samples.Pool() with { Id = region + "_abc" };
        Assert.True(await Here.Pools.Add(pool, [], Ct));

        Assert.True(await Elsewhere.Pools.AnyIn(region, Ct));
        Assert.False(await Elsewhere.Pools.AnyIn(region[..^1], Ct));
        Assert.False(await Elsewhere.Pools.AnyIn(region + "_", Ct));
        await Here.Pools.Remove(pool.Id, Ct);
        Assert.False(await Elsewhere.Pools.AnyIn(region, Ct));
    }

    private async Task<(UserPool Pool, UserState Ana)> Ana()
    {
        var pool = await NewPool();
        return (pool, await NewPerson(pool, "ana"));
    }

    private async Task<List<AuthEvent>> All(UserPool pool, UserState person) => [.. (await Here.Events.List(pool.Id, person.Sub, null, 5000, Ct)).Items];

    private static IEnumerable<AuthEvent> Events(UserPool pool, UserState person, int count) => Enumerable.Range(0, count).Select(i => Event(pool, person, i));

    private static AuthEvent Event(UserPool pool, UserState person, int number) =>
        new(pool.Id, person.Sub, Id(number), Samples.Noon.AddSeconds(number), AuthEventKind.SignIn, AuthEventResult.Passed);

    private static string Id(int number) => $"00000000-0000-7000-8000-{number:d12}";
}

public sealed class EventsInMemory(MemoryRig rig) : EventsContract<MemoryRig>(rig);

public sealed class EventsInSqlite(SqliteRig rig) : EventsContract<SqliteRig>(rig);

public sealed class EventsInPostgres(PostgresRig rig) : EventsContract<PostgresRig>(rig);
