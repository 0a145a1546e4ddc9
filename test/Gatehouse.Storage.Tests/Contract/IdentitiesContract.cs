using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>People at other providers: one person here each.</summary>
public abstract class IdentitiesContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_person_is_found_by_an_identity_to_the_letter()
    {
        var pool = await NewPool();
        var ana = await NewPerson(pool, "ana", "ana@example.com");
        await Link(Here, pool, ana, new("Okta", null, "Ä-42"));
        await Link(Here, pool, ana, new("Okta", "email", "ana@corp.example"));

        var found = await Elsewhere.Users.ByIdentity(pool.Id, new("Okta", null, "Ä-42"), Ct);
        Assert.Equal(ana.Sub, found!.Sub);
        Assert.Equal([("Okta", null, "Ä-42", "https://okta"), ("Okta", "email", "ana@corp.example", "https://okta")], found.State.Identities.Select(i => (i.Provider, i.Attribute, i.Value, i.Issuer!)));
        Assert.Equal(ana.Sub, (await Here.Users.ByIdentity(pool.Id, new("Okta", "email", "ana@corp.example"), Ct))!.Sub);
        IdentityKey[] others = [new("okta", null, "Ä-42"), new("Okta", null, "ä-42"), new("Okta", null, "ana@corp.example"), new("Okta", "email", "Ä-42"), new("Okta", null, "ana")];
        foreach (var other in others)
            Assert.Null(await Here.Users.ByIdentity(pool.Id, other, Ct));
        Assert.Null(await Here.Users.ByIdentity((await NewPool()).Id, new("Okta", null, "Ä-42"), Ct));
    }

    [Fact]
    public async Task An_identity_is_no_name_and_a_name_no_identity()
    {
        var pool = await NewPool();
        var ana = await NewPerson(pool, "ana", "ana@example.com");
        var key = new IdentityKey("Okta", null, "42");
        await Link(Here, pool, ana, key);

        Assert.Null(await Here.Users.Find(pool, key.Name.Value, Ct));
        Assert.Null(await Here.Users.ByIdentity(pool.Id, new("ana", null, ""), Ct));
        Assert.NotNull(await Here.Users.Find(pool, "ana", Ct));
    }

    [Fact]
    public async Task A_long_identity_is_told_from_another_by_its_end()
    {
        var pool = await NewPool();
        var (ana, bob) = (await NewPerson(pool, "ana"), await NewPerson(pool, "bob"));
        var start = new string('x', 2000);
        await Link(Here, pool, ana, new("Okta", null, start + "a"));
        await Link(Here, pool, bob, new("Okta", null, start + "b"));

        Assert.Equal(ana.Sub, (await Here.Users.ByIdentity(pool.Id, new("Okta", null, start + "a"), Ct))!.Sub);
        Assert.Equal(bob.Sub, (await Here.Users.ByIdentity(pool.Id, new("Okta", null, start + "b"), Ct))!.Sub);
    }

    [Fact]
    public async Task Of_many_who_link_one_identity_at_once_one_gets_it()
    {
        var pool = await NewPool();
        var people = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(i => NewPerson(pool, $"u{i}")));
        var key = new IdentityKey("Okta", null, "42");

        var changes = await AllAtOnce((stores, i) => Link(stores, pool, people[i], key));

        Assert.Equal(1, changes.Count(change => change.Taken is null));
        Assert.Equal(Crowd - 1, changes.Count(change => change.Taken == IdentityKey.Kind));
        var holder = (await Here.Users.ByIdentity(pool.Id, key, Ct))!;
        foreach (var person in people)
            Assert.Equal(person.Sub == holder.Sub ? 1 : 0, (await Here.Users.BySub(pool.Id, person.Sub, Ct))!.State.Identities.Count);
    }

    [Fact]
    public async Task An_identity_is_never_taken_over()
    {
        var pool = await NewPool();
        var (ana, bob) = (await NewPerson(pool, "ana"), await NewPerson(pool, "bob"));
        var key = new IdentityKey("Okta", null, "42");
        await Link(Here, pool, ana, key);

        Assert.Equal(IdentityKey.Kind, (await Link(Here, pool, bob, key, takeAliases: true)).Taken);
        Assert.Equal(ana.Sub, (await Here.Users.ByIdentity(pool.Id, key, Ct))!.Sub);
    }

    [Fact]
    public async Task An_identity_that_was_given_up_is_free()
    {
        var pool = await NewPool();
        var (ana, bob) = (await NewPerson(pool, "ana"), await NewPerson(pool, "bob"));
        var key = new IdentityKey("Okta", null, "42");
        await Link(Here, pool, ana, key);
        await Here.Users.Change(pool, ana.Sub, user => Unlink(user, key), takeAliases: false, Ct);
        Assert.Null(await Elsewhere.Users.ByIdentity(pool.Id, key, Ct));

        Assert.Null((await Link(Here, pool, bob, key)).Taken);
        await Here.Users.Remove(pool.Id, bob.Sub, Ct);
        Assert.Null(await Elsewhere.Users.ByIdentity(pool.Id, key, Ct));
        Assert.Null((await Link(Here, pool, ana, key)).Taken);
    }

    private async Task<Change<LinkResult>> Link(Stores stores, UserPool pool, UserState person, IdentityKey key, bool takeAliases = false)
    {
        var identity = new LinkedIdentity(key.Provider, ProviderType.Saml, key.Attribute, key.Value, Samples.Noon) { Issuer = "https://okta" };
        return await stores.Users.Change(pool, person.Sub, user => user.Link(identity, Time.GetUtcNow()), takeAliases, Ct);
    }

    private bool Unlink(User user, IdentityKey key)
    {
        user.Unlink(key, Time.GetUtcNow());
        return true;
    }
}

public sealed class IdentitiesInMemory(MemoryRig rig) : IdentitiesContract<MemoryRig>(rig);

public sealed class IdentitiesInSqlite(SqliteRig rig) : IdentitiesContract<SqliteRig>(rig);

public sealed class IdentitiesInPostgres(PostgresRig rig) : IdentitiesContract<PostgresRig>(rig);
