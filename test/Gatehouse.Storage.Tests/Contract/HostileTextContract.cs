using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Text is text, whatever it looks like to a database.</summary>
public abstract class HostileTextContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    public static TheoryData<string> Corpus { get; } =
    [
        "' OR '1'='1", "'; DROP TABLE users; --", "\" OR \"\"=\"", "1); DELETE FROM pools; --", "' UNION SELECT state FROM users --",
        "\\'; SELECT pg_sleep(5); --", "$1 $2 @p0 @poolId :x ?", "$text$ {0} {{", "%", "_%_", "\\", "/* x */", "\u202Ea\u200Bb", "😀",
        "x' AND 1=(SELECT COUNT(*) FROM users) AND '1'='1",
    ];

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task Every_text_is_kept_to_the_letter_and_finds_itself_only(string text)
    {
        var pool = await NewPool(new SignInNames { CaseSensitive = true, Aliases = [Attributes.PreferredUsername] });
        var bystander = await NewPerson(pool, "bystander");
        var person = Samples.Person(pool, text) with
        {
            Attributes = new Dictionary<string, string> { ["name"] = text, [Attributes.PreferredUsername] = "p" + text, ["custom:" + text] = text },
        };
        Assert.Null(await Here.Users.Add(pool, new User(person), false, Ct));

        Assert.Equivalent(person, (await Here.Users.Find(pool, text, Ct))!.State, strict: true);
        Assert.Equal(person.Sub, (await Here.Users.Find(pool, "p" + text, Ct))!.Sub);
        foreach (var filter in new[] { new UserFilter("name", text, false), new("name", text, true), new("username", text, true) })
            Assert.Equal([person.Sub], (await Here.Users.List(pool, filter, null, 10, Ct)).Items.Select(user => user.Sub));
        Assert.Empty((await Here.Users.List(pool, new UserFilter(text, text, true), null, 10, Ct)).Items);
        Assert.Empty((await Here.Users.List(pool, new UserFilter("sub", text, true), null, 10, Ct)).Items);

        Assert.Equal(2, await Here.Users.Count(pool.Id, Ct));
        Assert.NotNull(await Here.Users.BySub(pool.Id, bystander.Sub, Ct));
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public async Task No_id_that_is_not_one_finds_or_breaks_anything(string text)
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");

        Assert.Null(await Here.Pools.Find(text, Ct));
        Assert.Null(await Here.Clients.Find(text, Ct));
        Assert.Null(await Here.Users.BySub(pool.Id, text, Ct));
        Assert.Null(await Here.Users.BySub(text, person.Sub, Ct));
        Assert.Null(await Here.Sessions.Find(pool.Id, text, Ct));
        Assert.False(await Here.Sessions.Close(pool.Id, text, Ct));
        Assert.False(await Here.Users.Remove(pool.Id, text, Ct));
        Assert.False(await Here.Clients.Remove(pool.Id, text, Ct));
        Assert.False(await Here.Pools.Remove(text, Ct));
        Assert.Empty((await Here.Clients.List(text, text, 10, Ct)).Items);
        Assert.Empty(await Here.SigningKeys.Of(text, Ct));
        Assert.Empty(await Here.Outbox.Read(text, 10, Ct));
        var note = DeliveryNote.Of(Samples.Message(pool, text, id: text));
        await Here.Outbox.Failed(note, Samples.Noon, Ct);
        await Here.Outbox.Ended(note, null, Ct);
        Assert.Empty(await Here.Outbox.Notes(text, 10, Ct));
        await Here.Tallies.Change(pool.Id, text, _ => (new Tally(1, default, Samples.Noon), 0), Ct);
        Assert.Equal(1, (await Here.Tallies.Find(pool.Id, text, Ct))!.Count);

        Assert.NotNull(await Here.Users.BySub(pool.Id, person.Sub, Ct));
    }

    [Fact]
    public async Task A_zero_character_in_what_people_choose_is_kept_too()
    {
        var pool = await NewPool();
        var person = Samples.Person(pool, "a\0b") with { Attributes = new Dictionary<string, string> { ["name"] = "x\0y" } };
        Assert.Null(await Here.Users.Add(pool, new User(person), false, Ct));

        Assert.Equal("x\0y", (await Here.Users.Find(pool, "a\0b", Ct))!["name"]);
        Assert.Single((await Here.Users.List(pool, new UserFilter("name", "x\0", true), null, 10, Ct)).Items);
        Assert.Null(await Here.Users.Find(pool, "a", Ct));
    }
}

public sealed class HostileTextInMemory(MemoryRig rig) : HostileTextContract<MemoryRig>(rig);

public sealed class HostileTextInSqlite(SqliteRig rig) : HostileTextContract<SqliteRig>(rig);

public sealed class HostileTextInPostgres(PostgresRig rig) : HostileTextContract<PostgresRig>(rig);
