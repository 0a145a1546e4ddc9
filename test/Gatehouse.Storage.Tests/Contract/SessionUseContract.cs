using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Sessions of pools that keep account of them: when and where they were used, and how many stay.</summary>
public abstract class SessionUseContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task When_and_where_a_session_was_used_comes_back()
    {
        var (pool, ana) = await Alone();
        var session = await Opened(pool, ana, Samples.Noon, null);
        Assert.Equal(session.LastUse, (await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct))!.LastUse);

        var use = new SessionUse(Samples.Noon.AddMinutes(7), "2001:db8::7", "Gerät / 机器");
        await Here.Sessions.Used(session, use, Ct);

        Assert.Equivalent(session with { LastUse = use }, await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct), strict: true);
        Assert.Equal(use, (await Elsewhere.Sessions.ByRefreshHash(pool.Id, session.RefreshHash, Ct))!.LastUse);
        Assert.Equal(use, Assert.Single(await List(pool, ana)).LastUse);
    }

    [Fact]
    public async Task What_is_not_known_stays_unknown()
    {
        var (pool, ana) = await Alone();
        var session = Samples.Session(pool.Id, ana.Sub) with { LastUse = new(Samples.Noon, null, null) };
        await Here.Sessions.Open(session, null, 9, Ct);

        Assert.Equal(new SessionUse(Samples.Noon, null, null), Assert.Single(await List(pool, ana)).LastUse);
    }

    [Fact]
    public async Task A_change_notes_a_use_as_well_and_keeps_what_was_noted()
    {
        var (pool, ana) = await Alone();
        var session = await Opened(pool, ana, Samples.Noon, null);
        var rotated = session.Rotation.Next(Samples.Noon.AddMinutes(1));

        await Here.Sessions.Change(pool.Id, session.Id, there => there with { Rotation = rotated }, Ct);
        Assert.Equivalent(session with { Rotation = rotated }, await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct), strict: true);

        var use = new SessionUse(Samples.Noon.AddMinutes(2), "192.0.2.9", null);
        await Here.Sessions.Change(pool.Id, session.Id, there => there with { LastUse = use }, Ct);
        Assert.Equal(use, Assert.Single(await List(pool, ana)).LastUse);
    }

    [Fact]
    public async Task Many_uses_are_noted_at_once_and_none_before_a_later_one()
    {
        var (pool, ana) = await Alone();
        var sessions = new List<Session>();
        for (var i = 0; i < 3; i++)
            sessions.Add(await Opened(pool, ana, Samples.Noon, null));
        await Here.Sessions.Used(sessions[0], new(Samples.Noon.AddMinutes(9), "192.0.2.9", null), Ct);

        var missing = Samples.Session(pool.Id, ana.Sub);
        var early = Samples.Noon.AddMinutes(5);
        await Elsewhere.Sessions.Used([.. sessions.Append(missing).Select(session => new UsedSession(session, new(early, null, session.Id)))], Ct);
        await Here.Sessions.Used([], Ct);

        var listed = await List(pool, ana);
        Assert.Equal([sessions[0].Id, .. sessions.Skip(1).Select(session => session.Id).Order(StringComparer.Ordinal)], listed.Select(session => session.Id));
        Assert.Equal(new SessionUse(Samples.Noon.AddMinutes(9), "192.0.2.9", null), listed[0].LastUse);
        Assert.All(listed.Skip(1), session => Assert.Equal(new SessionUse(early, null, session.Id), session.LastUse));
    }

    [Fact]
    public async Task More_uses_than_fit_into_one_statement_are_all_noted()
    {
        var (pool, ana) = await Alone();
        var last = await Opened(pool, ana, Samples.Noon, null);
        var use = new SessionUse(Samples.Noon.AddMinutes(1), null, null);
        var used = Enumerable.Range(0, 1200).Select(_ => Samples.Session(pool.Id, ana.Sub)).Append(last).Select(session => new UsedSession(session, use));

        await Here.Sessions.Used([.. used], Ct);

        Assert.Equal(use, Assert.Single(await List(pool, ana)).LastUse);
    }

    [Fact]
    public async Task Noting_the_use_of_a_session_that_is_gone_does_not_bring_it_back()
    {
        var (pool, ana) = await Alone();
        var session = await Opened(pool, ana, Samples.Noon, null);
        await Here.Sessions.Close(pool.Id, session.Id, Ct);

        await Here.Sessions.Used(session, session.LastUse!, Ct);

        Assert.Null(await Here.Sessions.Find(pool.Id, session.Id, Ct));
    }

    [Fact]
    public async Task Sessions_are_listed_the_last_used_first_but_those_without_account_and_those_that_ran_out()
    {
        var (pool, ana) = await Alone();
        var bob = await NewPerson(pool, "bob");
        var early = await Opened(pool, ana, Samples.Noon, null);
        var late = await Opened(pool, ana, Samples.Noon.AddMinutes(2), null);
        var between = await Opened(pool, ana, Samples.Noon.AddMinutes(1), null);
        await Opened(pool, bob, Samples.Noon, null);
        await Here.Sessions.Open(Samples.Session(pool.Id, ana.Sub), null, null, Ct);
        var over = Samples.Session(pool.Id, ana.Sub) with { RefreshUntil = Samples.Noon, LastUse = new(Samples.Noon, null, null) };
        await Here.Sessions.Open(over, null, null, Ct);

        Assert.Equal([late.Id, between.Id, early.Id], (await List(pool, ana)).Select(session => session.Id));
        Assert.Equal([late.Id, between.Id], (await Elsewhere.Sessions.Of(pool.Id, ana.Sub, Samples.Noon, 2, Ct)).Select(session => session.Id));
        Assert.Empty(await Here.Sessions.Of(pool.Id, ana.Sub, early.RefreshUntil, 9, Ct));
    }

    [Fact]
    public async Task A_use_takes_a_session_into_account()
    {
        var (pool, ana) = await Alone();
        var session = Samples.Session(pool.Id, ana.Sub);
        await Here.Sessions.Open(session, null, null, Ct);
        Assert.Null((await Here.Sessions.Find(pool.Id, session.Id, Ct))!.LastUse);

        await Here.Sessions.Used(session, new(Samples.Noon, "192.0.2.1", null), Ct);

        Assert.Equal(session.Id, Assert.Single(await List(pool, ana)).Id);
        Assert.Empty(await Here.Sessions.Of(pool.Id, ana.Sub, session.RefreshUntil, 9, Ct));
    }

    [Fact]
    public async Task A_session_whose_refresh_token_was_ended_is_in_account_no_more_even_when_a_use_is_noted_late()
    {
        var (pool, ana) = await Alone();
        var session = Samples.Session(pool.Id, ana.Sub) with { DeviceKey = "device", LastUse = new(Samples.Noon, "192.0.2.1", null) };
        await Here.Sessions.Open(session, null, 9, Ct);

        await Here.Sessions.EndRefresh(pool.Id, ana.Sub, "device", Samples.Noon, Ct);
        await Here.Sessions.Used(session, new(Samples.Noon.AddSeconds(1), null, null), Ct);

        Assert.Empty(await List(pool, ana));
        Assert.Equal(Samples.Noon, (await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct))!.RefreshUntil);
    }

    [Fact]
    public async Task One_session_too_many_ends_the_least_recently_used()
    {
        var (pool, ana) = await Alone();
        var first = await Opened(pool, ana, Samples.Noon, 2);
        var second = await Opened(pool, ana, Samples.Noon.AddMinutes(1), 2);
        await Here.Sessions.Used(first, new(Samples.Noon.AddMinutes(2), null, null), Ct);

        var third = await Opened(pool, ana, Samples.Noon.AddMinutes(3), 2);

        Assert.Null(await Elsewhere.Sessions.Find(pool.Id, second.Id, Ct));
        Assert.Equal([third.Id, first.Id], (await List(pool, ana)).Select(session => session.Id));
    }

    [Fact]
    public async Task Only_sessions_in_account_and_of_the_person_count_and_go()
    {
        var (pool, ana) = await Alone();
        var bob = await NewPerson(pool, "bob");
        var other = await NewPool();
        var same = await NewPerson(other, "ana", sub: ana.Sub);
        var unnoted = Samples.Session(pool.Id, ana.Sub);
        var over = Samples.Session(pool.Id, ana.Sub) with { RefreshUntil = Samples.Noon, LastUse = new(Samples.Noon, null, null) };
        await Here.Sessions.Open(unnoted, null, null, Ct);
        await Here.Sessions.Open(over, null, 1, Ct);
        var bobs = await Opened(pool, bob, Samples.Noon, 1);
        var elsewhere = await Opened(other, same, Samples.Noon, 1);

        var last = await Opened(pool, ana, Samples.Noon, 1);

        foreach (var session in new[] { unnoted, over, bobs, last, elsewhere })
            Assert.NotNull(await Elsewhere.Sessions.Find(session.PoolId, session.Id, Ct));
    }

    [Fact]
    public async Task A_sign_in_that_is_refused_ends_nothing()
    {
        var (pool, ana) = await Alone();
        var first = await Opened(pool, ana, Samples.Noon, 1);
        var stale = Samples.Session(pool.Id, ana.Sub) with { LastUse = new(Samples.Noon, null, null) };

        Assert.False(await Here.Sessions.Open(stale, 99, 1, Ct));

        Assert.NotNull(await Here.Sessions.Find(pool.Id, first.Id, Ct));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Of_many_opened_at_once_no_more_stay_than_may(int most)
    {
        var (pool, ana) = await Alone();
        await AllAtOnce(async (stores, i) =>
        {
            var session = Samples.Session(pool.Id, ana.Sub) with { LastUse = new(Samples.Noon.AddSeconds(i), null, null) };
            Assert.True(await stores.Sessions.Open(session, null, most, Ct));
            return true;
        });

        Assert.Equal(most, (await List(pool, ana)).Count);
    }

    private async Task<(UserPool Pool, UserState Person)> Alone()
    {
        var pool = await NewPool();
        return (pool, await NewPerson(pool, "ana"));
    }

    private async Task<Session> Opened(UserPool pool, UserState person, DateTimeOffset at, int? most)
    {
        var session = Samples.Session(pool.Id, person.Sub) with { LastUse = new(at, "192.0.2.1", "Chrome 125 / macOS") };
        Assert.True(await Here.Sessions.Open(session, null, most, Ct));
        return session;
    }

    private async Task<IReadOnlyList<Session>> List(UserPool pool, UserState person) =>
        await Elsewhere.Sessions.Of(pool.Id, person.Sub, Samples.Noon, 99, Ct);
}

public sealed class SessionUseInMemory(MemoryRig rig) : SessionUseContract<MemoryRig>(rig);

public sealed class SessionUseInSqlite(SqliteRig rig) : SessionUseContract<SqliteRig>(rig);

public sealed class SessionUseInPostgres(PostgresRig rig) : SessionUseContract<PostgresRig>(rig);
