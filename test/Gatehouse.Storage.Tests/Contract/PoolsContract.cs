using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Pools and what goes with them.</summary>
public abstract class PoolsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_pool_comes_back_whole()
    {
        var pool = Samples.Pool(new SignInNames { Aliases = [Attributes.Phone], CaseSensitive = true }) with
        {
            Passwords = new PasswordPolicy { MinLength = 6, Symbol = false, TemporaryLifetime = TimeSpan.FromDays(3) },
            Schema = new Schema([.. Schema.Standard.All, new("custom:team", AttributeKind.Number) { Mutable = false, MaxValue = 7 }]),
            AutoVerified = [Attributes.Email],
            Messages = new MessageTemplates { CodeSubject = "Ciao “{####}” <b>" },
            Recovery = [],
            Described = """{"a":"é\u0000\"'"}""",
        };
        await Here.Pools.Add(pool, [], Ct);

        Assert.Equivalent(pool, await Elsewhere.Pools.Find(pool.Id, Ct), strict: true);
    }

    [Fact]
    public async Task An_id_is_never_used_again()
    {
        var pool = await NewPool();
        Assert.False(await Elsewhere.Pools.Add(pool with { Name = "other" }, [], Ct));

        Assert.True(await Here.Pools.Remove(pool.Id, Ct));

        Assert.False(await Elsewhere.Pools.Add(pool, [], Ct));
        Assert.Null(await Here.Pools.Find(pool.Id, Ct));
    }

    [Fact]
    public async Task A_change_is_stored_and_seen_at_once()
    {
        var pool = await NewPool();
        Assert.Equal("pool", (await Here.Pools.Find(pool.Id, Ct))!.Name);

        var changed = await Here.Pools.Change(pool.Id, p => p with { Name = "new" }, Ct);

        Assert.Equal("new", changed!.Name);
        Assert.Equal("new", (await Here.Pools.Find(pool.Id, Ct))!.Name);
        Assert.Null(await Here.Pools.Change("us-east-1_nobody", p => p, Ct));
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_counts()
    {
        var pool = await NewPool();

        await AllAtOnce(async (stores, i) => await stores.Pools.Change(pool.Id, p => p with { Name = p.Name + "x" }, Ct));

        Assert.Equal("pool" + new string('x', Crowd), (await Here.Pools.Find(pool.Id, Ct))!.Name);
    }

    [Fact]
    public async Task A_protected_pool_stays()
    {
        var pool = await NewPool();
        await Here.Pools.Change(pool.Id, p => p with { DeletionProtected = true }, Ct);

        Assert.False(await Here.Pools.Remove(pool.Id, Ct));
        Assert.NotNull(await Here.Pools.Find(pool.Id, Ct));
        Assert.False(await Here.Pools.Remove("us-east-1_nobody", Ct));
    }

    [Fact]
    public async Task A_pool_with_a_domain_stays_until_the_domain_goes()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var domain = new PoolDomain(pool.Id, Samples.Unique("label"), false, Samples.Noon);
        await Here.Domains.Add(domain, Ct);

        Assert.False(await Here.Pools.Remove(pool.Id, Ct));
        Assert.NotNull(await Elsewhere.Pools.Find(pool.Id, Ct));
        Assert.NotNull(await Elsewhere.Domains.ByClaim(domain.Name, Ct));
        Assert.True(await Here.Pools.Remove(other.Id, Ct));

        await Here.Domains.Remove(pool.Id, "", domain.Key, Ct);
        Assert.True(await Here.Pools.Remove(pool.Id, Ct));
    }

    [Fact]
    public async Task No_domain_is_left_without_its_pool_however_close()
    {
        for (var round = 0; round < 8; round++)
        {
            var pool = await NewPool();
            var domain = new PoolDomain(pool.Id, Samples.Unique("label"), false, Samples.Noon);

            var done = await AllAtOnce(async (stores, i) => i % 2 == 0
                ? (await stores.Domains.Add(domain, Ct)).Part is not null
                : await stores.Pools.Remove(pool.Id, Ct));

            var isThere = await Here.Domains.ByClaim(domain.Name, Ct) is not null;
            Assert.Equal(isThere, await Here.Pools.Find(pool.Id, Ct) is not null);
            Assert.Equal(isThere, done.Where((_, i) => i % 2 == 0).Any(added => added));
        }
    }

    [Fact]
    public async Task A_deleted_pool_takes_everything_along_and_nothing_else()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var (client, kept) = (Samples.Client(pool.Id), Samples.Client(other.Id));
        await Here.Clients.Add(client, Ct);
        await Here.Clients.Add(kept, Ct);
        await Here.Clients.Find(client.Id, Ct);
        var (person, neighbour) = (await NewPerson(pool, "ana"), await NewPerson(other, "ana"));
        var session = Samples.Session(pool.Id, person.Sub);
        await Here.Sessions.Open(session, null, Ct);
        await Here.SigningKeys.Replace(pool.Id, [Samples.Key(pool.Id, TokenUse.Id, Samples.Noon)], Samples.Noon, Ct);
        await Here.Tallies.Change(pool.Id, "a", _ => (new Tally(1, default, Samples.Noon), 0), Ct);

        await Here.Pools.Remove(pool.Id, Ct);

        Assert.Null(await Here.Clients.Find(client.Id, Ct));
        Assert.Null(await Here.Users.BySub(pool.Id, person.Sub, Ct));
        Assert.Null(await Here.Users.Find(pool, "ana", Ct));
        Assert.Null(await Here.Sessions.Find(pool.Id, session.Id, Ct));
        Assert.Null(await Here.Tallies.Find(pool.Id, "a", Ct));
        Assert.Empty(await Here.SigningKeys.Of(pool.Id, Ct));
        Assert.Equal(0, await Here.Users.Count(pool.Id, Ct));
        Assert.NotNull(await Here.Users.BySub(other.Id, neighbour.Sub, Ct));
        Assert.NotNull(await Here.Clients.Find(kept.Id, Ct));
    }

    [Fact]
    public async Task Keys_come_back_whole_oldest_first_while_they_are_published()
    {
        var pool = Samples.Pool();
        var (id, access) = (Samples.Key(pool.Id, TokenUse.Id, Samples.Noon), Samples.Key(pool.Id, TokenUse.Access, Samples.Noon.AddMinutes(-1)));
        await Here.Pools.Add(pool, [id, access], Ct);
        Assert.Equivalent(new[] { access, id }, await Elsewhere.SigningKeys.Of(pool.Id, Ct), strict: true);

        var renewed = Samples.Key(pool.Id, TokenUse.Id, Samples.Noon.AddHours(1));
        await Here.SigningKeys.Replace(pool.Id, [renewed], Time.GetUtcNow().AddDays(1), Ct);

        var keys = await Elsewhere.SigningKeys.Of(pool.Id, Ct);
        Assert.Equal([access.Kid, id.Kid, renewed.Kid], keys.Select(key => key.Kid));
        Assert.Equal([null, Time.GetUtcNow().AddDays(1), null], keys.Select(key => key.VerifiesUntil));

        await Here.SigningKeys.Replace(pool.Id, [], Time.GetUtcNow(), Ct);
        await Here.SigningKeys.Replace(pool.Id, [Samples.Key(pool.Id, TokenUse.Access, Samples.Noon.AddHours(2))], Time.GetUtcNow(), Ct);
        Assert.DoesNotContain(access.Kid, (await Here.SigningKeys.Of(pool.Id, Ct)).Select(key => key.Kid));
    }

    [Fact]
    public async Task Nobody_keeps_keys_for_a_pool_that_is_gone()
    {
        await Here.SigningKeys.Replace("us-east-1_nobody", [Samples.Key("us-east-1_nobody", TokenUse.Id, Samples.Noon)], Samples.Noon, Ct);

        Assert.Empty(await Here.SigningKeys.Of("us-east-1_nobody", Ct));
    }

    [Fact]
    public async Task The_key_ring_keeps_elements_and_the_first_value()
    {
        Here.KeyRing.Add("one", "<one/>");
        Elsewhere.KeyRing.Add("two", "<two a=\"é\"/>");

        Assert.Subset(Here.KeyRing.All().ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal) { "<one/>", "<two a=\"é\"/>" });
        var answers = await AllAtOnce((stores, i) => Task.FromResult(stores.KeyRing.GetOrAdd("root", [(byte)i])));
        Assert.Single(answers.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal));
    }
}

public sealed class PoolsInMemory(MemoryRig rig) : PoolsContract<MemoryRig>(rig);

public sealed class PoolsInSqlite(SqliteRig rig) : PoolsContract<SqliteRig>(rig);

public sealed class PoolsInPostgres(PostgresRig rig) : PoolsContract<PostgresRig>(rig);
