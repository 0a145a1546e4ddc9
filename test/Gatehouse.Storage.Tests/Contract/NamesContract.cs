using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Names: one person each, and how aliases move.</summary>
public abstract class NamesContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    private static readonly SignInNames ByEmail = new() { InsteadOfUsername = [Attributes.Email] };

    [Fact]
    public async Task A_taken_user_name_is_refused_and_nothing_is_stored()
    {
        var pool = await NewPool();
        await NewPerson(pool, "Ana");
        var second = Samples.Person(pool, "aNA", "other@example.com");

        Assert.Equal("username", await Elsewhere.Users.Add(pool, new User(second), takeAliases: true, Ct));

        Assert.Null(await Here.Users.BySub(pool.Id, second.Sub, Ct));
        Assert.Null(await Here.Users.Find(pool, "other@example.com", Ct));
        Assert.Equal(1, await Here.Users.Count(pool.Id, Ct));
    }

    [Fact]
    public async Task A_taken_address_that_stands_for_the_user_name_is_refused_by_its_attribute()
    {
        var pool = await NewPool(ByEmail);
        await NewPerson(pool, "ana", "ana@example.com");

        Assert.Equal(Attributes.Email, await Here.Users.Add(pool, new User(Samples.Person(pool, "b", "ANA@example.com")), takeAliases: true, Ct));
    }

    [Fact]
    public async Task Of_many_who_want_one_name_at_once_one_gets_it()
    {
        var pool = await NewPool();

        var taken = await AllAtOnce(async (stores, i) =>
            await stores.Users.Add(pool, new User(Samples.Person(pool, "ana", $"ana{i}@example.com")), false, Ct));

        Assert.Equal(1, taken.Count(name => name is null));
        Assert.Equal(Crowd - 1, taken.Count(name => name == "username"));
        Assert.Equal(1, await Here.Users.Count(pool.Id, Ct));
    }

    [Fact]
    public async Task Of_many_who_change_to_one_address_at_once_one_gets_it()
    {
        var pool = await NewPool();
        var people = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(i => NewPerson(pool, $"u{i}")));

        var changes = await AllAtOnce(async (stores, i) => await stores.Users.Change(pool, people[i].Sub, WithAddress, false, Ct));

        Assert.Equal(1, changes.Count(change => change.Taken is null));
        Assert.Equal(Crowd - 1, changes.Count(change => change.Taken == Attributes.Email));
    }

    [Fact]
    public async Task A_change_to_a_taken_alias_is_refused_and_not_stored()
    {
        var pool = await NewPool();
        var owner = await NewPerson(pool, "ana", "x@example.com");
        var other = await NewPerson(pool, "bob", "bob@example.com");

        var change = await Here.Users.Change(pool, other.Sub, WithAddress, takeAliases: false, Ct);

        Assert.Equal(Attributes.Email, change.Taken);
        Assert.Equal("bob@example.com", change.User!["email"]);
        Assert.Equal(1, (await Here.Users.BySub(pool.Id, other.Sub, Ct))!.Version);
        Assert.Equal(other.Sub, (await Here.Users.Find(pool, "bob@example.com", Ct))!.Sub);
        Assert.Equal(owner.Sub, (await Here.Users.Find(pool, "x@example.com", Ct))!.Sub);
    }

    [Fact]
    public async Task A_taken_over_alias_leaves_the_address_with_its_old_owner_unproven()
    {
        var pool = await NewPool();
        var owner = await NewPerson(pool, "ana", "x@example.com");
        var other = await NewPerson(pool, "bob");

        var change = await Here.Users.Change(pool, other.Sub, WithAddress, takeAliases: true, Ct);

        Assert.Null(change.Taken);
        Assert.Equal(other.Sub, (await Elsewhere.Users.Find(pool, "x@example.com", Ct))!.Sub);
        var loser = (await Elsewhere.Users.BySub(pool.Id, owner.Sub, Ct))!;
        Assert.Equal(("x@example.com", "false", 2L), (loser["email"], loser["email_verified"], loser.Version));
        Assert.Equal(Time.GetUtcNow(), loser.State.Modified);
    }

    [Fact]
    public async Task A_new_person_may_take_over_a_preferred_name()
    {
        var pool = await NewPool();
        var owner = await NewPerson(pool, "ana");
        await Here.Users.Change(pool, owner.Sub, user => Write(user, Attributes.PreferredUsername, "star"), false, Ct);
        var newcomer = Samples.Person(pool, "bob") with { Attributes = new Dictionary<string, string> { [Attributes.PreferredUsername] = "Star" } };

        Assert.Equal(Attributes.PreferredUsername, await Here.Users.Add(pool, new User(newcomer), takeAliases: false, Ct));
        Assert.Null(await Here.Users.Add(pool, new User(newcomer), takeAliases: true, Ct));

        Assert.Equal(newcomer.Sub, (await Here.Users.Find(pool, "star", Ct))!.Sub);
        Assert.Null((await Here.Users.BySub(pool.Id, owner.Sub, Ct))![Attributes.PreferredUsername]);
    }

    [Fact]
    public async Task A_user_name_is_never_taken_over()
    {
        var pool = await NewPool();
        await NewPerson(pool, "ana");
        var other = await NewPerson(pool, "bob");

        var change = await Here.Users.Change(pool, other.Sub, user => Write(user, Attributes.PreferredUsername, "ANA"), takeAliases: true, Ct);

        Assert.Equal(Attributes.PreferredUsername, change.Taken);
    }

    [Fact]
    public async Task A_name_that_was_given_up_is_free()
    {
        var pool = await NewPool();
        var owner = await NewPerson(pool, "ana", "x@example.com");
        await Here.Users.Change(pool, owner.Sub, user => Write(user, Attributes.Email, ""), false, Ct);

        Assert.Null(await Here.Users.Find(pool, "x@example.com", Ct));
        await NewPerson(pool, "bob", "x@example.com");
    }

    [Fact]
    public async Task People_who_take_one_alias_from_each_other_at_once_end_with_one_owner()
    {
        var pool = await NewPool();
        var people = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(i => NewPerson(pool, $"u{i}")));

        await AllAtOnce(async (stores, i) => await stores.Users.Change(pool, people[i].Sub, WithAddress, takeAliases: true, Ct));

        var all = await Task.WhenAll(people.Select(async p => (await Here.Users.BySub(pool.Id, p.Sub, Ct))!));
        var proven = Assert.Single(all, user => user.HasProven(Attributes.Email));
        Assert.Equal(proven.Sub, (await Here.Users.Find(pool, "x@example.com", Ct))!.Sub);
    }

    [Fact]
    public async Task Names_of_any_length_are_told_apart()
    {
        var pool = await NewPool(ByEmail);
        var stem = new string('é', 1500);
        var (one, two) = (await NewPerson(pool, "a", $"{stem}1@example.com"), await NewPerson(pool, "b", $"{stem}2@example.com"));

        Assert.Equal(one.Sub, (await Here.Users.Find(pool, $"{stem}1@example.com", Ct))?.Sub);
        Assert.Equal(two.Sub, (await Here.Users.Find(pool, $"{stem}2@example.com", Ct))?.Sub);
    }

    private static int WithAddress(User user)
    {
        user.WriteAttributes(new Dictionary<string, string> { ["email"] = "x@example.com", ["email_verified"] = "true" }, [], Samples.Noon);
        return 0;
    }

    private static int Write(User user, string attribute, string value)
    {
        user.WriteAttributes(new Dictionary<string, string> { [attribute] = value }, [], Samples.Noon);
        return 0;
    }
}

public sealed class NamesInMemory(MemoryRig rig) : NamesContract<MemoryRig>(rig);

public sealed class NamesInSqlite(SqliteRig rig) : NamesContract<SqliteRig>(rig);

public sealed class NamesInPostgres(PostgresRig rig) : NamesContract<PostgresRig>(rig);
