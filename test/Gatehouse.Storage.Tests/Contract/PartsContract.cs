using System.Globalization;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Small things of a pool or a person, kept whole under a key.</summary>
public abstract class PartsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task A_part_is_found_under_its_owner_and_key_only()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");
        await Here.Parts.Add(new(pool.Id, "", "k", "the pool's"), Ct);
        await Here.Parts.Add(new(pool.Id, person.Sub, "k", "Ana's"), Ct);
        await Here.SecretParts.Add(new(pool.Id, "k", "secret"), Ct);

        Assert.Equal("the pool's", (await Elsewhere.Parts.Find(pool.Id, "", "k", Ct))!.Text);
        Assert.Equal("Ana's", (await Elsewhere.Parts.Find(pool.Id, person.Sub, "k", Ct))!.Text);
        Assert.Equal("secret", (await Elsewhere.SecretParts.Find(pool.Id, "", "k", Ct))!.Text);
        Assert.Null(await Here.Parts.Find(pool.Id, "", "K", Ct));
        Assert.Null(await Here.Parts.Find((await NewPool()).Id, "", "k", Ct));
    }

    [Fact]
    public async Task A_key_in_use_keeps_its_part()
    {
        var pool = await NewPool();
        await Here.Parts.Add(new(pool.Id, "", "k", "first"), Ct);

        var second = await Here.Parts.Add(new(pool.Id, "", "k", "second"), Ct);

        Assert.Equal("first", second.Part!.Text);
        Assert.Equal("first", (await Here.Parts.Find(pool.Id, "", "k", Ct))!.Text);
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_counts()
    {
        var pool = await NewPool();

        await AllAtOnce((stores, _) => stores.Parts.Change(
            pool.Id, "", "counter", there => new(pool.Id, "", "counter", Next(there?.Text)), Ct).AsTask());

        Assert.Equal(Crowd.ToString(CultureInfo.InvariantCulture), (await Here.Parts.Find(pool.Id, "", "counter", Ct))!.Text);
    }

    [Fact]
    public async Task Nobody_adds_a_part_to_what_is_gone()
    {
        var pool = await NewPool();
        var person = await NewPerson(pool, "ana");
        await Here.Parts.Add(new(pool.Id, person.Sub, "k", "hers") { Claims = ["hers/" + pool.Id] }, Ct);
        await Here.Users.Remove(pool.Id, person.Sub, Ct);

        Assert.Null(await Here.Parts.Find(pool.Id, person.Sub, "k", Ct));
        Assert.Null(await Here.Parts.ByClaim("hers/" + pool.Id, Ct));
        Assert.True((await Here.Parts.Add(new(pool.Id, person.Sub, "k", "ghost"), Ct)).IsOrphan);

        await Here.Parts.Add(new(pool.Id, "", "k", "its") { Claims = [pool.Id] }, Ct);
        await Here.Pools.Remove(pool.Id, Ct);
        Assert.Null(await Here.Parts.Find(pool.Id, "", "k", Ct));
        Assert.Null(await Here.Parts.ByClaim(pool.Id, Ct));
        Assert.True((await Here.Parts.Add(new(pool.Id, "", "k", "ghost"), Ct)).IsOrphan);
    }

    [Fact]
    public async Task A_claim_is_held_by_one_part_in_all_pools_until_it_is_given_up()
    {
        var (one, other) = (await NewPool(), await NewPool());
        var (wanted, spare) = ($"a.{one.Id}", $"b.{one.Id}");
        await Here.Parts.Add(new(one.Id, "", "k", "one") { Claims = [wanted] }, Ct);

        var refused = await Here.Parts.Add(new(other.Id, "", "k", "other") { Claims = [spare, wanted] }, Ct);
        Assert.Equal(wanted, refused.Taken);
        Assert.Null(await Here.Parts.Find(other.Id, "", "k", Ct));
        Assert.Null(await Here.Parts.ByClaim(spare, Ct));

        await Here.Parts.Change(one.Id, "", "k", there => there! with { Claims = [spare] }, Ct);
        Assert.Null((await Here.Parts.Add(new(other.Id, "", "k", "other") { Claims = [wanted] }, Ct)).Taken);
        Assert.Equal("other", (await Elsewhere.Parts.ByClaim(wanted, Ct))!.Text);
        Assert.Equal("one", (await Elsewhere.Parts.ByClaim(spare, Ct))!.Text);
    }

    [Fact]
    public async Task Of_many_who_want_a_claim_at_once_one_gets_it()
    {
        var pool = await NewPool();

        var outcomes = await AllAtOnce(async (stores, i) => await stores.Parts.Add(
            new(pool.Id, "", i.ToString(CultureInfo.InvariantCulture), "mine") { Claims = ["claim of " + pool.Id] }, Ct));

        Assert.Single(outcomes, outcome => outcome.Taken is null);
        Assert.Equal(1, await Here.Parts.Count(pool.Id, "", Ct));
    }

    [Fact]
    public async Task Parts_are_listed_by_key_page_by_page_and_removed_once()
    {
        var pool = await NewPool();
        foreach (var key in new[] { "c", "a", "é", "b" })
            await Here.Parts.Add(new(pool.Id, "", key, key), Ct);

        var first = await Here.Parts.List(pool.Id, "", null, 2, Ct);
        var second = await Here.Parts.List(pool.Id, "", first.Next, 2, Ct);

        Assert.Equal(["a", "b"], first.Items.Select(part => part.Key));
        Assert.Equal(["c", "é"], second.Items.Select(part => part.Key));
        Assert.Null(second.Next);
        Assert.True(await Here.Parts.Remove(pool.Id, "", "a", Ct));
        Assert.False(await Here.Parts.Remove(pool.Id, "", "a", Ct));
        Assert.Equal(3, (await Here.Parts.All(pool.Id, "", Ct)).Count);
    }

    [Fact]
    public async Task The_installation_has_parts_that_no_pool_takes_with_it()
    {
        var key = Samples.Unique("installation-");
        Assert.False((await Here.Parts.Add(new("", "", key, "ours"), Ct)).IsOrphan);
        await Here.Pools.Remove((await NewPool()).Id, Ct);

        Assert.Equal("ours", (await Elsewhere.Parts.Find("", "", key, Ct))!.Text);
        Assert.True(await Here.Parts.Remove("", "", key, Ct));
    }

    private static string Next(string? text) => (int.Parse(text ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}

public sealed class PartsInMemory(MemoryRig rig) : PartsContract<MemoryRig>(rig);

public sealed class PartsInSqlite(SqliteRig rig) : PartsContract<SqliteRig>(rig);

public sealed class PartsInPostgres(PostgresRig rig) : PartsContract<PostgresRig>(rig);
