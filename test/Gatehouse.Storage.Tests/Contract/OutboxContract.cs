using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Messages: stored with the change, taken once, kept or forgotten.</summary>
public abstract class OutboxContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly string to = Samples.Unique("to") + "@example.com";

    [Fact]
    public async Task A_message_comes_with_the_change_that_sent_it_and_comes_back_whole()
    {
        var pool = await NewPool();
        var message = Samples.Message(pool, to);
        var user = new User(Samples.Person(pool, "ana"));
        user.Send(message);
        await Here.Users.Add(pool, user, false, Ct);

        Assert.Equal([message], await Elsewhere.Outbox.Read(to, 10, Ct));
        Assert.Equal([new DueMessage(message, 0)], await Mine(Elsewhere, message.Created));
    }

    [Fact]
    public async Task A_refused_change_sends_nothing()
    {
        var pool = await NewPool();
        await NewPerson(pool, "ana");
        var user = new User(Samples.Person(pool, "ana"));
        user.Send(Samples.Message(pool, to));

        Assert.Equal("username", await Here.Users.Add(pool, user, false, Ct));
        Assert.Empty(await Here.Outbox.Read(to, 10, Ct));
    }

    [Fact]
    public async Task A_message_is_not_due_before_its_time_nor_while_it_is_leased()
    {
        var message = (await Stored(1))[0];

        Assert.Empty(await Mine(Here, Samples.Noon.AddMinutes(-1)));
        Assert.Single(await Mine(Here, Samples.Noon));
        Assert.Empty(await Mine(Elsewhere, Samples.Noon));
        Assert.Equal(message.Id, Assert.Single(await Mine(Elsewhere, Samples.Noon + Lease)).Message.Id);
    }

    [Fact]
    public async Task Of_many_takers_at_once_one_gets_each_message()
    {
        var messages = await Stored(20);

        var taken = await AllAtOnce(async (stores, _) => await Mine(stores, Samples.Noon.AddHours(1), 3));

        var ids = taken.SelectMany(due => due).Select(due => due.Message.Id).ToList();
        ids.AddRange((await Mine(Here, Samples.Noon.AddHours(1))).Select(due => due.Message.Id));
        Assert.Equal(messages.Select(m => m.Id).Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Messages_come_oldest_first()
    {
        var messages = await Stored(5);

        var due = await Mine(Here, Samples.Noon.AddHours(1));

        Assert.Equal(messages.Select(m => m.Id), due.Select(d => d.Message.Id));
        Assert.Equal(messages.Take(2).Select(m => m.Id), (await Here.Outbox.Read(to, 2, Ct)).Select(m => m.Id));
    }

    [Fact]
    public async Task A_failed_message_comes_again_later_and_is_counted()
    {
        var message = (await Stored(1))[0];
        await Mine(Here, Samples.Noon);
        await Here.Outbox.Failed(message.Id, Samples.Noon.AddMinutes(10), Ct);

        Assert.Empty(await Mine(Here, Samples.Noon.AddMinutes(9)));
        Assert.Equal(1, Assert.Single(await Mine(Here, Samples.Noon.AddMinutes(10))).Attempts);
    }

    [Fact]
    public async Task A_sent_message_is_forgotten_or_kept_for_reading_but_never_taken_again()
    {
        var messages = await Stored(2);

        await Here.Outbox.Sent(messages[0].Id, null, Ct);
        await Here.Outbox.Sent(messages[1].Id, Samples.Noon.AddDays(1), Ct);

        Assert.Equal(messages[1].Id, Assert.Single(await Elsewhere.Outbox.Read(to, 10, Ct)).Id);
        Assert.Contains(messages[1].Id, (await Elsewhere.Outbox.Read(null, 1000, Ct)).Select(m => m.Id));
        Assert.Empty(await Mine(Here, Samples.Noon.AddDays(2)));
    }

    private async Task<List<Message>> Stored(int count)
    {
        var pool = await NewPool();
        var messages = Enumerable.Range(0, count).Select(i => Samples.Message(pool, to, Samples.Noon.AddSeconds(i))).ToList();
        var user = new User(Samples.Person(pool, "ana"));
        messages.ForEach(user.Send);
        await Here.Users.Add(pool, user, false, Ct);
        return messages;
    }

    /// <summary>Takes what is due; messages of other tests are left aside.</summary>
    private async Task<List<DueMessage>> Mine(Stores stores, DateTimeOffset now, int limit = 1000) =>
        [.. (await stores.Outbox.Take(limit, now, Lease, Ct)).Where(due => due.Message.Destination == to)];
}

public sealed class OutboxInMemory(MemoryRig rig) : OutboxContract<MemoryRig>(rig);

public sealed class OutboxInSqlite(SqliteRig rig) : OutboxContract<SqliteRig>(rig);

public sealed class OutboxInPostgres(PostgresRig rig) : OutboxContract<PostgresRig>(rig);
