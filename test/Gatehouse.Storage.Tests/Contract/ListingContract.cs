using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Listings: pages, and the filters of people.</summary>
public abstract class ListingContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(9, 3)]
    [InlineData(10, 4)]
    public async Task Pages_hold_everybody_once_in_order(int people, int pages)
    {
        var pool = await NewPool();
        var subs = new List<string>();
        for (var i = 0; i < people; i++)
            subs.Add((await NewPerson(pool, $"u{i}")).Sub);

        var seen = await Walk(after => Here.Users.List(pool, null, after, 3, Ct));

        Assert.Equal(pages, seen.Count);
        Assert.Equal(subs.Order(StringComparer.Ordinal), seen.SelectMany(page => page).Select(user => user.Sub));
    }

    [Fact]
    public async Task Who_comes_while_pages_are_turned_does_not_shift_them()
    {
        var pool = await NewPool();
        foreach (var letter in "bdfh")
            await NewPerson(pool, $"{letter}", sub: $"{letter}");

        var first = await Here.Users.List(pool, null, null, 2, Ct);
        await NewPerson(pool, "a", sub: "a");
        await NewPerson(pool, "e", sub: "e");
        var second = await Here.Users.List(pool, null, first.Next, 10, Ct);

        Assert.Equal(["b", "d"], first.Items.Select(user => user.Sub));
        Assert.Equal(["e", "f", "h"], second.Items.Select(user => user.Sub));
        Assert.Null(second.Next);
    }

    [Theory]
    [InlineData("username", "Ana", false, "ana")]
    [InlineData("username", "ana", false, "")]
    [InlineData("username", "An", true, "ana,ann")]
    [InlineData("username", "", true, "ana,ann,bob")]
    [InlineData("email", "ANA@example.com", false, "ana")]
    [InlineData("email", "an", true, "ana,ann")]
    [InlineData("email", "an", false, "")]
    [InlineData("email", "%", true, "")]
    [InlineData("email", "_na@example.com", false, "")]
    [InlineData("given_name", "ál", true, "ann")]
    [InlineData("family_name", "o'hara\\", true, "bob")]
    [InlineData("name", "x", false, "")]
    [InlineData("phone_number", "+1555", true, "bob")]
    [InlineData("cognito:user_status", "force_change_password", false, "bob")]
    [InlineData("cognito:user_status", "CONFIRMED", false, "ana,ann")]
    [InlineData("cognito:user_status", "F", true, "bob")]
    [InlineData("status", "Disabled", false, "ann")]
    [InlineData("status", "disabled", false, "")]
    [InlineData("sub", "s-ana", false, "ana")]
    [InlineData("sub", "s-an", true, "ana,ann")]
    [InlineData("sub", "s_an", true, "")]
    public async Task A_filter_narrows(string field, string value, bool prefix, string who)
    {
        var pool = await NewPool(new SignInNames { CaseSensitive = true });
        await Add(pool, "ana", "Ana", ("email", "Ana@Example.com"));
        await Add(pool, "ann", "Ann", ("email", "ann@example.com"), ("given_name", "Álvarez"));
        await Add(pool, "bob", "Bob", ("family_name", "O'Hara\\%"), ("phone_number", "+15550001111"));
        await Here.Users.Change(pool, "s-ann", user => Do(() => user.Enable(false, Samples.Noon)), false, Ct);
        await Here.Users.Change(pool, "s-bob", user => Do(() => user.SetTemporaryPassword(new("hash", Samples.Noon), 0, Samples.Noon)), false, Ct);

        var page = await Elsewhere.Users.List(pool, new UserFilter(field, value, prefix), null, 10, Ct);

        Assert.Equal(who, string.Join(',', page.Items.Select(user => user.Sub[2..])));
    }

    [Fact]
    public async Task A_filtered_listing_has_pages_too()
    {
        var pool = await NewPool();
        for (var i = 0; i < 7; i++)
            await NewPerson(pool, $"u{i}", i == 3 ? "other@example.com" : $"a{i}@example.com");

        var seen = await Walk(after => Here.Users.List(pool, new UserFilter("email", "a", true), after, 2, Ct));

        Assert.Equal([2, 2, 2], seen.Select(page => page.Count));
        Assert.Equal(6, seen.SelectMany(page => page).Select(user => user.Sub).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_changed_or_deleted_person_is_not_found_by_what_was()
    {
        var pool = await NewPool();
        var (ana, bob) = (await NewPerson(pool, "ana", "a@example.com"), await NewPerson(pool, "bob", "b@example.com"));
        await Here.Users.Change(pool, ana.Sub, user => Do(() => user.RemoveAttributes(["email"], Samples.Noon)), false, Ct);
        await Here.Users.Remove(pool.Id, bob.Sub, Ct);

        Assert.Empty((await Here.Users.List(pool, new UserFilter("email", "", true), null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Long_values_are_searched_by_their_beginning()
    {
        var pool = await NewPool();
        var person = Samples.Person(pool, "ana") with { Attributes = new Dictionary<string, string> { ["name"] = new('é', 2048) } };
        await Here.Users.Add(pool, new User(person), false, Ct);

        Assert.Single((await Here.Users.List(pool, new UserFilter("name", new('É', 256), true), null, 10, Ct)).Items);
        Assert.Empty((await Here.Users.List(pool, new UserFilter("name", new('é', 256), false), null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Clients_have_pages()
    {
        var pool = await NewPool();
        for (var i = 0; i < 4; i++)
            await Here.Clients.Add(Samples.Client(pool.Id), Ct);
        await Here.Clients.Add(Samples.Client((await NewPool()).Id), Ct);

        var seen = await Walk(after => Here.Clients.List(pool.Id, after, 2, Ct));

        Assert.Equal([2, 2], seen.Select(page => page.Count));
        Assert.All(seen.SelectMany(page => page), client => Assert.Equal(pool.Id, client.PoolId));
    }

    [Fact]
    public async Task Pools_have_pages()
    {
        var (first, second) = (await NewPool(), await NewPool());

        var all = await Walk(after => Here.Pools.List(after, 1, Ct));

        var ids = all.SelectMany(page => page).Select(pool => pool.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Contains(first.Id, ids);
        Assert.Contains(second.Id, ids);
    }

    private async Task Add(UserPool pool, string sub, string username, params (string Name, string Value)[] attributes)
    {
        var person = Samples.Person(pool, username, sub: $"s-{sub}") with { Attributes = attributes.ToDictionary(a => a.Name, a => a.Value) };
        Assert.Null(await Here.Users.Add(pool, new User(person), false, Ct));
    }

    private static async Task<List<IReadOnlyList<T>>> Walk<T>(Func<string?, ValueTask<Page<T>>> list)
    {
        var pages = new List<IReadOnlyList<T>>();
        string? after = null;
        do
        {
            var page = await list(after);
            pages.Add(page.Items);
            after = page.Next;
        }
        while (after is not null);

        return pages;
    }

    private static int Do(Action act)
    {
        act();
        return 0;
    }
}

public sealed class ListingInMemory(MemoryRig rig) : ListingContract<MemoryRig>(rig);

public sealed class ListingInSqlite(SqliteRig rig) : ListingContract<SqliteRig>(rig);

public sealed class ListingInPostgres(PostgresRig rig) : ListingContract<PostgresRig>(rig);
