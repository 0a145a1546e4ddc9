using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>What time has made meaningless goes, and nothing else.</summary>
public abstract class HousekeepingContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    // Far from the times of other tests: this one sweeps the whole store.
    private static readonly DateTimeOffset Now = Samples.Noon.AddYears(-20);

    [Fact]
    public async Task What_is_over_goes_and_what_is_not_stays()
    {
        var pool = await NewPool();
        var (over, alive) = (Now, Now.AddSeconds(1));
        var person = Samples.Person(pool, "ana");
        var (old, fresh) = (Samples.Message(pool, "a@example.com"), Samples.Message(pool, "a@example.com"));
        var user = new User(person);
        user.Send(old);
        user.Send(fresh);
        await Here.Users.Add(pool, user, false, Ct);
        await Here.Outbox.Ended(DeliveryNote.Of(old) with { Tried = over - DeliveryNote.Kept }, over, Ct);
        await Here.Outbox.Ended(DeliveryNote.Of(fresh) with { Tried = alive - DeliveryNote.Kept }, alive, Ct);
        var (ended, open) = (Samples.Session(pool.Id, person.Sub) with { KeptUntil = over }, Samples.Session(pool.Id, person.Sub) with { KeptUntil = alive });
        await Here.Sessions.Open(ended, null, Ct);
        await Here.Sessions.Open(open, null, Ct);
        await Here.Spent.Spend(pool.Id, [1], over, Ct);
        await Here.Spent.Spend(pool.Id, [2], alive, Ct);
        await Here.Tallies.Change(pool.Id, "old", _ => (new Tally(1, default, over - Lockout.OfPasswords.Quiet), 0), Ct);
        await Here.Tallies.Change(pool.Id, "new", _ => (new Tally(1, default, alive - Lockout.OfPasswords.Quiet), 0), Ct);

        Assert.Equal(5, await Here.Housekeeping.Purge(Now, Ct));

        Assert.Equal([fresh.Id], (await Here.Outbox.Read("a@example.com", 10, Ct)).Select(m => m.Id));
        Assert.Equal([fresh.Id], (await Here.Outbox.Notes(pool.Id, 10, Ct)).Select(note => note.MessageId));
        Assert.Null(await Here.Sessions.Find(pool.Id, ended.Id, Ct));
        Assert.NotNull(await Here.Sessions.Find(pool.Id, open.Id, Ct));
        Assert.True(await Here.Spent.Spend(pool.Id, [1], alive.AddDays(1), Ct));
        Assert.False(await Here.Spent.Spend(pool.Id, [2], alive, Ct));
        Assert.Null(await Here.Tallies.Find(pool.Id, "old", Ct));
        Assert.NotNull(await Here.Tallies.Find(pool.Id, "new", Ct));
    }

    [Fact]
    public async Task More_than_a_batch_goes_too()
    {
        var pool = await NewPool();
        var end = Now.AddYears(-1);
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(i =>
            Here.Spent.Spend(pool.Id, BitConverter.GetBytes(i), end, Ct).AsTask()));

        Assert.Equal(1200, await Here.Housekeeping.Purge(end, Ct));
        Assert.Equal(0, await Here.Housekeeping.Purge(end, Ct));
    }

    [Fact]
    public async Task A_store_that_answers_is_pinged_in_peace() => await Here.Housekeeping.Ping(Ct);
}

public sealed class HousekeepingInMemory(MemoryRig rig) : HousekeepingContract<MemoryRig>(rig);

public sealed class HousekeepingInSqlite(SqliteRig rig) : HousekeepingContract<SqliteRig>(rig);

public sealed class HousekeepingInPostgres(PostgresRig rig) : HousekeepingContract<PostgresRig>(rig);
