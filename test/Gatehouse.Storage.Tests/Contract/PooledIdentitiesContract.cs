using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Identities of pools, and that each login leads to one of them.</summary>
public abstract class PooledIdentitiesContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    private static readonly Login Google = new("accounts.google.com", "1");
    private static readonly Login Apple = new("appleid.apple.com", "1");

    [Fact]
    public async Task An_identity_is_found_by_its_id_and_by_each_login()
    {
        var pool = await NewIdentityPool();
        var ana = await New(pool, Google, Apple);

        Assert.Equivalent(ana, await Elsewhere.Identities.Find(ana.Id, Ct), strict: true);
        Assert.Equal(ana.Id, (await Elsewhere.Identities.ByLogin(pool.Id, Google, Ct))!.Id);
        Assert.Equal(ana.Id, (await Here.Identities.ByLogin(pool.Id, Apple, Ct))!.Id);
        Assert.Null(await Here.Identities.ByLogin(pool.Id, Google with { Subject = "2" }, Ct));
        Assert.Null(await Here.Identities.ByLogin((await NewIdentityPool()).Id, Google, Ct));
        Assert.Null(await Here.Identities.Find("us-east-1:nobody", Ct));
    }

    [Fact]
    public async Task The_same_login_in_two_pools_is_two_identities()
    {
        var (one, other) = (await New(await NewIdentityPool(), Google), await New(await NewIdentityPool(), Google));

        Assert.Equal(one.Id, (await Here.Identities.ByLogin(one.PoolId, Google, Ct))!.Id);
        Assert.Equal(other.Id, (await Here.Identities.ByLogin(other.PoolId, Google, Ct))!.Id);
    }

    [Fact]
    public async Task Of_many_who_come_with_one_login_at_once_all_get_one_identity()
    {
        var pool = await NewIdentityPool();

        var all = await AllAtOnce((stores, i) => stores.Identities.Settle(pool.Id, null, [Google], found => Join(found, pool, i, Google), Ct).AsTask());

        Assert.Single(all.Select(Id).Distinct());
        Assert.Single((await Here.Identities.List(pool.Id, false, null, 60, Ct)).Items);
    }

    [Fact]
    public async Task However_close_logins_that_come_in_pairs_end_with_one_identity()
    {
        var pool = await NewIdentityPool();
        Login[] logins = [new("a", "1"), new("b", "1"), new("c", "1")];

        await AllAtOnce((stores, i) =>
        {
            Login[] pair = [logins[i % 3], logins[(i + 1) % 3]];
            return stores.Identities.Settle(pool.Id, null, pair, found => Join(found, pool, i, pair), Ct).AsTask();
        });

        var holders = await Task.WhenAll(logins.Select(login => Here.Identities.ByLogin(pool.Id, login, Ct).AsTask()));
        Assert.Single(holders.Select(holder => holder!.Id).Distinct());
        Assert.Single((await Here.Identities.List(pool.Id, true, null, 60, Ct)).Items);
        Assert.Equal(logins, holders[0]!.Logins.OrderBy(login => login.Provider, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Whoever_settles_sees_the_identity_that_was_asked_for_and_those_with_the_logins()
    {
        var pool = await NewIdentityPool();
        var (ana, bob, eve) = (await New(pool, Google), await New(pool, Apple), await New(pool));
        var stranger = await New(await NewIdentityPool(), new Login("x", "1"));
        var seen = new List<string>();
        async Task Look(string? id, params Login[] logins) => await Here.Identities.Settle(pool.Id, id, logins, found =>
        {
            seen = [.. found.Select(one => one.Id)];
            return RefusalKind.WrongState;
        }, Ct);

        await Look(eve.Id, Google, Apple);
        Assert.Equal(new[] { ana.Id, bob.Id, eve.Id }.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        await Look(ana.Id, Google);
        Assert.Equal([ana.Id], seen);
        await Look(stranger.Id);
        Assert.Empty(seen);
        await Look(null, new Login("x", "1"));
        Assert.Empty(seen);
    }

    [Fact]
    public async Task A_refusal_stores_nothing_and_a_pool_that_is_not_there_has_no_identities()
    {
        var pool = await NewIdentityPool();
        Assert.Equal(RefusalKind.TooMany, Refusal(await Here.Identities.Settle(pool.Id, null, [Google], _ => RefusalKind.TooMany, Ct)));
        Assert.Null(await Here.Identities.ByLogin(pool.Id, Google, Ct));

        Assert.Equal(RefusalKind.UnknownPool, Refusal(await Here.Identities.Settle("us-east-1:nobody", null, [], found => Join(found, pool, 1), Ct)));
    }

    [Fact]
    public async Task Logins_move_and_are_free_again_when_they_are_let_go()
    {
        var pool = await NewIdentityPool();
        var (ana, bob) = (await New(pool, Google), await New(pool, Apple));
        await Here.Identities.Settle(pool.Id, null, [Google, Apple], found => new Settlement(bob, [
            bob with { Logins = [Apple, Google] }, ana with { Logins = [], MergedInto = bob.Id }]), Ct);
        Assert.Equal(bob.Id, (await Here.Identities.ByLogin(pool.Id, Google, Ct))!.Id);
        Assert.Equal(bob.Id, (await Elsewhere.Identities.Find(ana.Id, Ct))!.MergedInto);

        await Here.Identities.Settle(pool.Id, bob.Id, [], found => new Settlement(bob, [Assert.Single(found) with { Logins = [Google] }]), Ct);
        Assert.Null(await Here.Identities.ByLogin(pool.Id, Apple, Ct));
        var eve = await New(pool, Apple);
        Assert.Equal(eve.Id, (await Here.Identities.ByLogin(pool.Id, Apple, Ct))!.Id);
    }

    [Fact]
    public async Task A_removed_identity_frees_its_logins()
    {
        var pool = await NewIdentityPool();
        var ana = await New(pool, Google);

        Assert.True(await Here.Identities.Remove(ana.Id, Ct));
        Assert.False(await Here.Identities.Remove(ana.Id, Ct));
        Assert.Null(await Here.Identities.Find(ana.Id, Ct));
        Assert.Null(await Here.Identities.ByLogin(pool.Id, Google, Ct));
        Assert.NotEqual(ana.Id, (await New(pool, Google)).Id);
    }

    [Fact]
    public async Task However_close_a_removed_identity_leaves_no_login_behind()
    {
        var pool = await NewIdentityPool();
        var ana = await New(pool, Google);

        await AllAtOnce(async (stores, i) => i == Crowd / 2
            ? await stores.Identities.Remove(ana.Id, Ct)
            : (await stores.Identities.Settle(pool.Id, ana.Id, [], found => found is [var one]
                ? new Settlement(one, [one with { Logins = [.. one.Logins, new("p", $"{i}")] }])
                : RefusalKind.UnknownUser, Ct)).Refused(out _, out _));

        Assert.Null(await Here.Identities.Find(ana.Id, Ct));
        for (var i = 0; i < Crowd; i++)
            Assert.Null(await Here.Identities.ByLogin(pool.Id, new("p", $"{i}"), Ct));
    }

    [Fact]
    public async Task Identities_come_page_by_page_with_or_without_those_that_were_merged()
    {
        var pool = await NewIdentityPool();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await New(pool)).Id);
        ids.Sort(StringComparer.Ordinal);
        await Here.Identities.Settle(pool.Id, ids[1], [], found => new Settlement(found[0], [found[0] with { MergedInto = ids[0] }]), Ct);

        var first = await Here.Identities.List(pool.Id, false, null, 3, Ct);
        var second = await Elsewhere.Identities.List(pool.Id, false, first.Next, 3, Ct);
        Assert.Equal(ids, first.Items.Concat(second.Items).Select(one => one.Id));
        Assert.Null(second.Next);
        Assert.Equal(ids.Except([ids[1]]), (await Here.Identities.List(pool.Id, true, null, 60, Ct)).Items.Select(one => one.Id));
    }

    [Fact]
    public async Task A_deleted_pool_takes_its_identities_along()
    {
        var pool = await NewIdentityPool();
        var ana = await New(pool, Google);

        await AllAtOnce(async (stores, i) => i == Crowd / 2
            ? await stores.IdentityPools.Remove(pool.Id, Ct)
            : (await stores.Identities.Settle(pool.Id, null, [new("p", $"{i}")], found => Join(found, pool, i, new Login("p", $"{i}")), Ct)).Refused(out _, out _));

        Assert.Null(await Here.Identities.Find(ana.Id, Ct));
        Assert.Null(await Here.Identities.ByLogin(pool.Id, Google, Ct));
        Assert.Empty((await Here.Identities.List(pool.Id, false, null, 60, Ct)).Items);
    }

    [Fact]
    public async Task Whatever_a_provider_calls_people_is_kept_and_told_apart()
    {
        var pool = await NewIdentityPool();
        foreach (var subject in new[] { "é", "e\u0301", new string('x', 1024), new string('x', 1023) + "y", "a'; --", " ", "\u0001" })
        {
            var one = await New(pool, new Login("p", subject));
            Assert.Equal(subject, (await Here.Identities.ByLogin(pool.Id, new("p", subject), Ct))!.Logins[0].Subject);
            Assert.Equal(one.Id, (await Here.Identities.ByLogin(pool.Id, new("p", subject), Ct))!.Id);
        }
    }

    private static string Id(Outcome<PooledIdentity> outcome) => outcome.Refused(out var refusal, out var identity) ? refusal.Kind.ToString() : identity.Id;

    private static RefusalKind? Refusal(Outcome<PooledIdentity> outcome) => outcome.Refused(out var refusal, out _) ? refusal.Kind : null;

    private static PooledIdentity Make(IdentityPool pool, params Login[] logins) =>
        new() { Id = "us-east-1:" + Samples.Sub(), PoolId = pool.Id, Created = Samples.Noon, Modified = Samples.Noon, IsGuest = logins.Length == 0, Logins = logins };

    // All logins to the first there is, or to a new one.
    private static Outcome<Settlement> Join(IReadOnlyList<PooledIdentity> found, IdentityPool pool, int second, params Login[] logins)
    {
        var first = found is [var there, ..] ? there : Make(pool) with { Created = Samples.Noon.AddSeconds(second) };
        var joined = first with { Logins = [.. found.SelectMany(one => one.Logins).Union(logins)] };
        return new Settlement(joined, [joined, .. found.Skip(1).Select(one => one with { Logins = [], MergedInto = joined.Id })]);
    }

    private async Task<PooledIdentity> New(IdentityPool pool, params Login[] logins)
    {
        var identity = Make(pool, logins);
        Assert.False((await Here.Identities.Settle(pool.Id, null, [], _ => new Settlement(identity, [identity]), Ct)).Refused(out _, out _));
        return identity;
    }
}

public sealed class PooledIdentitiesInMemory(MemoryRig rig) : PooledIdentitiesContract<MemoryRig>(rig);

public sealed class PooledIdentitiesInSqlite(SqliteRig rig) : PooledIdentitiesContract<SqliteRig>(rig);

public sealed class PooledIdentitiesInPostgres(PostgresRig rig) : PooledIdentitiesContract<PostgresRig>(rig);
