using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Sessions: opened, found, ended.</summary>
public abstract class SessionsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_session_comes_back_whole()
    {
        var (pool, session) = await Opened();

        Assert.Equivalent(session, await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct), strict: true);
        Assert.Equivalent(session, await Elsewhere.Sessions.ByRefreshHash(pool.Id, session.RefreshHash, Ct), strict: true);
    }

    [Fact]
    public async Task A_session_belongs_to_its_pool()
    {
        var (_, session) = await Opened();
        var other = await NewPool();

        Assert.Null(await Here.Sessions.Find(other.Id, session.Id, Ct));
        Assert.Null(await Here.Sessions.ByRefreshHash(other.Id, session.RefreshHash, Ct));
        Assert.False(await Here.Sessions.Close(other.Id, session.Id, Ct));
    }

    [Fact]
    public async Task Nobody_opens_a_session_for_who_is_gone_or_disabled()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");
        await Here.Users.Change(pool, person.Sub, user => Do(() => user.Enable(false, Samples.Noon)), false, Ct);

        Assert.False(await Here.Sessions.Open(Samples.Session(pool.Id, person.Sub), null, Ct));
        Assert.False(await Here.Sessions.Open(Samples.Session(pool.Id, Samples.Sub()), null, Ct));
    }

    [Fact]
    public async Task A_session_opens_only_for_the_person_as_they_were_when_they_proved_who_they_are()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");
        var proven = (await Here.Users.BySub(pool.Id, person.Sub, Ct))!.Version;
        Assert.True(await Here.Sessions.Open(Samples.Session(pool.Id, person.Sub), proven, Ct));

        var changed = await Here.Users.Change(pool, person.Sub, user => Do(() => user.RequireReset(Samples.Noon)), false, Ct);

        Assert.False(await Here.Sessions.Open(Samples.Session(pool.Id, person.Sub), proven, Ct));
        Assert.True(await Here.Sessions.Open(Samples.Session(pool.Id, person.Sub), changed.User!.Version, Ct));
    }

    [Fact]
    public async Task No_session_outlives_its_persons_disabling_however_close()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");
        var sessions = Enumerable.Range(0, Crowd).Select(_ => Samples.Session(pool.Id, person.Sub)).ToList();

        await AllAtOnce(async (stores, i) => i == Crowd / 2
            ? (await stores.Users.Change(pool, person.Sub, user => Do(() => user.Enable(false, Samples.Noon)), false, Ct)).User is not null
            : await stores.Sessions.Open(sessions[i], null, Ct));

        foreach (var session in sessions)
            Assert.Null(await Here.Sessions.Find(pool.Id, session.Id, Ct));
    }

    [Fact]
    public async Task A_change_to_a_session_is_stored_and_seen_at_once()
    {
        var (pool, session) = await Opened();
        var changed = session with { Rotation = session.Rotation.Next(Samples.Noon) };

        Assert.Equivalent(changed, await Here.Sessions.Change(pool.Id, session.Id, _ => changed, Ct), strict: true);
        Assert.Equivalent(changed, await Elsewhere.Sessions.ByRefreshHash(pool.Id, session.RefreshHash, Ct), strict: true);
        Assert.Equivalent(changed, await Here.Sessions.Change(pool.Id, session.Id, there => there, Ct), strict: true);
    }

    [Fact]
    public async Task A_change_can_end_a_session_and_cannot_bring_it_back()
    {
        var (pool, session) = await Opened();

        Assert.Null(await Here.Sessions.Change(pool.Id, session.Id, _ => null, Ct));
        Assert.Null(await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct));
        Assert.Null(await Elsewhere.Sessions.Change(pool.Id, session.Id, _ => throw new InvalidOperationException("There is nothing to change."), Ct));
        Assert.Null(await Here.Sessions.Change((await NewPool()).Id, session.Id, there => there, Ct));
    }

    [Fact]
    public async Task Of_many_changes_to_a_session_at_once_each_counts()
    {
        var (pool, session) = await Opened();

        await AllAtOnce(async (stores, _) => await stores.Sessions.Change(
            pool.Id, session.Id, there => there with { Rotation = there.Rotation.Next(Samples.Noon) }, Ct));

        Assert.Equal(Crowd, (await Here.Sessions.Find(pool.Id, session.Id, Ct))!.Rotation.Generation);
    }

    [Fact]
    public async Task Of_many_who_exchange_one_token_at_once_one_does()
    {
        var (pool, session) = await Opened();

        var exchanged = await AllAtOnce(async (stores, _) =>
        {
            var won = false;
            await stores.Sessions.Change(
                pool.Id,
                session.Id,
                there => (won = there.Rotation.Generation == 0) ? there with { Rotation = there.Rotation.Next(Samples.Noon) } : there,
                Ct);
            return won;
        });

        Assert.Single(exchanged, won => won);
        Assert.Equal(1, (await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct))!.Rotation.Generation);
    }

    [Fact]
    public async Task A_session_is_closed_once()
    {
        var (pool, session) = await Opened();

        Assert.True(await Here.Sessions.Close(pool.Id, session.Id, Ct));
        Assert.False(await Elsewhere.Sessions.Close(pool.Id, session.Id, Ct));
        Assert.Null(await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct));
    }

    [Fact]
    public async Task All_sessions_of_one_person_end_together()
    {
        var (pool, session) = await Opened();
        var other = Samples.Session(pool.Id, (await NewPerson(pool, "bob")).Sub);
        await Here.Sessions.Open(other, null, Ct);

        await Here.Sessions.CloseAll(pool.Id, session.Sub, Ct);

        Assert.Null(await Here.Sessions.Find(pool.Id, session.Id, Ct));
        Assert.NotNull(await Here.Sessions.Find(pool.Id, other.Id, Ct));
    }

    [Fact]
    public async Task The_refresh_tokens_of_one_device_run_out_and_no_others()
    {
        var (pool, elsewhere) = await Opened();
        var here = Samples.Session(pool.Id, elsewhere.Sub) with { DeviceKey = "eu-central-1_a" };
        var next = Samples.Session(pool.Id, elsewhere.Sub) with { DeviceKey = "eu-central-1_b" };
        var bob = Samples.Session(pool.Id, (await NewPerson(pool, "bob")).Sub) with { DeviceKey = "eu-central-1_a" };
        foreach (var session in new[] { here, next, bob })
            Assert.True(await Here.Sessions.Open(session, null, Ct));

        await Here.Sessions.EndRefresh(pool.Id, elsewhere.Sub, "eu-central-1_a", Samples.Noon, Ct);
        await Here.Sessions.EndRefresh(pool.Id, elsewhere.Sub, "eu-central-1_a", Samples.Noon.AddHours(1), Ct);

        Assert.Equivalent(here with { RefreshUntil = Samples.Noon }, await Elsewhere.Sessions.Find(pool.Id, here.Id, Ct), strict: true);
        foreach (var session in new[] { elsewhere, next, bob })
            Assert.Equivalent(session, await Elsewhere.Sessions.ByRefreshHash(pool.Id, session.RefreshHash, Ct), strict: true);
    }

    [Fact]
    public async Task A_change_that_ends_sessions_spares_the_one_it_names()
    {
        var (pool, session) = await Opened();
        var spared = Samples.Session(pool.Id, session.Sub);
        await Here.Sessions.Open(spared, null, Ct);

        await Here.Users.Change(pool, session.Sub, user => Do(() => user.EndSessions(spared.Id)), false, Ct);

        Assert.Null(await Elsewhere.Sessions.Find(pool.Id, session.Id, Ct));
        Assert.NotNull(await Elsewhere.Sessions.Find(pool.Id, spared.Id, Ct));
    }

    [Fact]
    public async Task A_deleted_client_takes_its_sessions_along()
    {
        var (pool, session) = await Opened();
        var client = Samples.Client(pool.Id);
        await Here.Clients.Add(client, Ct);
        var own = Samples.Session(pool.Id, session.Sub, client.Id);
        await Here.Sessions.Open(own, null, Ct);

        await Here.Clients.Remove(pool.Id, client.Id, Ct);

        Assert.Null(await Here.Sessions.Find(pool.Id, own.Id, Ct));
        Assert.NotNull(await Here.Sessions.Find(pool.Id, session.Id, Ct));
    }

    private async Task<(UserPool Pool, Session Session)> Opened()
    {
        var pool = await NewPool();
        var session = Samples.Session(pool.Id, (await NewPerson(pool, "ana")).Sub);
        Assert.True(await Here.Sessions.Open(session, null, Ct));
        return (pool, session);
    }

    private static bool Do(Action act)
    {
        act();
        return true;
    }
}

public sealed class SessionsInMemory(MemoryRig rig) : SessionsContract<MemoryRig>(rig);

public sealed class SessionsInSqlite(SqliteRig rig) : SessionsContract<SqliteRig>(rig);

public sealed class SessionsInPostgres(PostgresRig rig) : SessionsContract<PostgresRig>(rig);
