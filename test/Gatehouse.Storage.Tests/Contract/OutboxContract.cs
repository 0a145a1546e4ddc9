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
        await Here.Outbox.Failed(DeliveryNote.Of(message), Samples.Noon.AddMinutes(10), Ct);

        Assert.Empty(await Mine(Here, Samples.Noon.AddMinutes(9)));
        Assert.Equal(1, Assert.Single(await Mine(Here, Samples.Noon.AddMinutes(10))).Attempts);
    }

    [Fact]
    public async Task A_sent_message_is_forgotten_or_kept_for_reading_but_never_taken_again()
    {
        var messages = await Stored(2);

        await Here.Outbox.Ended(DeliveryNote.Of(messages[0]), null, Ct);
        await Here.Outbox.Ended(DeliveryNote.Of(messages[1]), Samples.Noon.AddDays(1), Ct);

        Assert.Equal(messages[1].Id, Assert.Single(await Elsewhere.Outbox.Read(to, 10, Ct)).Id);
        Assert.Contains(messages[1].Id, (await Elsewhere.Outbox.Read(null, 1000, Ct)).Select(m => m.Id));
        Assert.Empty(await Mine(Here, Samples.Noon.AddDays(2)));
    }

    [Fact]
    public async Task Each_way_has_messages_of_its_own()
    {
        var pool = await NewPool();
        var user = new User(Samples.Person(pool, "ana"));
        var addressee = new Addressee(user.Sub, user.Username, user.Status, new Dictionary<string, string> { ["email"] = to })
        {
            ClientId = "c", Metadata = new Dictionary<string, string> { ["shop"] = "7" },
        };
        var (mail, text, asked) = (Samples.Message(pool, to), Samples.Message(pool, to) with { Channel = Channel.Sms }, Samples.Message(pool, to) with { Addressee = addressee, GoodUntil = Samples.Noon });
        foreach (var message in new[] { mail, text, asked })
            user.Send(message);
        await Here.Users.Add(pool, user, false, Ct);

        Assert.Equal(mail.Id, Assert.Single(await Mine(Elsewhere, Samples.Noon)).Message.Id);
        Assert.Equal(text.Id, Assert.Single(await Mine(Elsewhere, Samples.Noon, way: Way.Text)).Message.Id);
        var back = Assert.Single(await Mine(Elsewhere, Samples.Noon, way: Way.Function)).Message;
        Assert.Equal((asked.Id, "c", "7", to), (back.Id, back.Addressee!.ClientId, back.Addressee.Metadata!["shop"], back.Addressee.Attributes["email"]));
        Assert.Equal(Samples.Noon, back.GoodUntil);
        Assert.Empty(await Mine(Here, Samples.Noon));
    }

    [Fact]
    public async Task What_became_of_messages_is_noted_with_the_latest_first()
    {
        var messages = await Stored(3);
        var notes = messages.ConvertAll(message => DeliveryNote.Of(message));
        var waiting = notes[0] with { Outcome = DeliveryOutcome.Waiting, Attempts = 1, Tried = Samples.Noon, Problem = "Busy." };
        var sent = notes[1] with { Attempts = 1, Tried = Samples.Noon.AddSeconds(1) };
        var givenUp = waiting with { Outcome = DeliveryOutcome.GivenUp, Attempts = 2, Tried = Samples.Noon.AddSeconds(2) };

        await Here.Outbox.Failed(waiting, Samples.Noon.AddMinutes(1), Ct);
        await Here.Outbox.Ended(sent, null, Ct);
        Assert.Equal([sent, waiting], await Elsewhere.Outbox.Notes(notes[0].PoolId, 10, Ct));

        await Elsewhere.Outbox.Ended(givenUp, Samples.Noon.AddDays(1), Ct);
        Assert.Equal([givenUp, sent], await Here.Outbox.Notes(notes[0].PoolId, 10, Ct));
        Assert.Equal([givenUp], await Here.Outbox.Notes(notes[0].PoolId, 1, Ct));
        Assert.DoesNotContain(to, givenUp.Destination, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_ended_is_not_noted_again_by_who_comes_late()
    {
        var note = DeliveryNote.Of((await Stored(1))[0]) with { Attempts = 1, Tried = Samples.Noon };
        await Here.Outbox.Ended(note, null, Ct);
        await Elsewhere.Outbox.Failed(note with { Outcome = DeliveryOutcome.Waiting, Attempts = 2 }, Samples.Noon, Ct);
        await Elsewhere.Outbox.Ended(note with { Attempts = 3 }, Samples.Noon, Ct);
        Assert.Equal([note], await Here.Outbox.Notes(note.PoolId, 10, Ct));
    }

    [Fact]
    public async Task Notes_go_with_their_pool()
    {
        var note = DeliveryNote.Of((await Stored(1))[0]);
        await Here.Outbox.Ended(note, null, Ct);
        Assert.True(await Here.Pools.Remove(note.PoolId, Ct));
        await Here.Housekeeping.Purge(Samples.Noon.AddYears(-30), Ct);
        Assert.Empty(await Here.Outbox.Notes(note.PoolId, 10, Ct));
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
    private async Task<List<DueMessage>> Mine(Stores stores, DateTimeOffset now, int limit = 1000, Way way = Way.Mail) =>
        [.. (await stores.Outbox.Take(way, limit, now, Lease, Ct)).Where(due => due.Message.Destination == to)];
}

public sealed class OutboxInMemory(MemoryRig rig) : OutboxContract<MemoryRig>(rig);

public sealed class OutboxInSqlite(SqliteRig rig) : OutboxContract<SqliteRig>(rig);

public sealed class OutboxInPostgres(PostgresRig rig) : OutboxContract<PostgresRig>(rig);
