using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>An import that goes on: one node runs it, and each step is whole or not at all.</summary>
public abstract class ImportRunsContract<TRig>(TRig rig) : Contract<TRig>(rig), IAsyncLifetime
    where TRig : Rig
{
    private static readonly DateTimeOffset Until = Samples.Noon.AddSeconds(30);
    private UserPool pool = null!;
    private ImportJob job = null!;

    public async ValueTask InitializeAsync()
    {
        pool = await NewPool();
        job = SampleImports.Job(pool);
        await Here.Imports.Add(job, 1000, Ct);
        Assert.False((await Here.Imports.Change(pool.Id, job.Id, there => there with { Status = ImportStatus.Pending, File = new("upload", 10) }, Ct)).IsBusy);
    }

    // The next test starts an import too.
    public async ValueTask DisposeAsync()
    {
        await Here.Pools.Remove(pool.Id, CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_many_nodes_one_takes_an_import_up_and_it_is_in_progress()
    {
        var taken = await AllAtOnce(async (stores, i) => await stores.ImportRuns.Take(new($"node {i}", Until), Samples.Noon, Ct));
        Assert.Equal((job.Id, ImportStatus.InProgress), (Assert.Single(taken.OfType<ImportJob>()).Id, taken.OfType<ImportJob>().Single().Status));
        Assert.Equal(ImportStatus.InProgress, (await Elsewhere.Imports.Find(pool.Id, job.Id, Ct))!.Status);
    }

    [Fact]
    public async Task A_node_that_lets_its_time_pass_is_taken_over_and_stores_nothing_more()
    {
        Assert.NotNull(await Take("first"));
        Assert.Null(await Elsewhere.ImportRuns.Take(new("second", Until.AddSeconds(30)), Until.AddTicks(-TimeSpan.TicksPerMillisecond), Ct));
        Assert.NotNull(await Elsewhere.ImportRuns.Take(new("second", Until.AddSeconds(30)), Until, Ct));

        Assert.Null(await Step("first", "ana"));
        Assert.Null(await Here.Users.Find(pool, "ana", Ct));
        Assert.NotNull(await Step("second", "ana"));
        Assert.NotNull(await Here.Users.Find(pool, "ana", Ct));
        Assert.Equal(["0: added"], await Log());
    }

    [Fact]
    public async Task A_step_renews_the_hold_and_a_release_ends_it()
    {
        await Take("first");
        Assert.NotNull(await Here.ImportRuns.Step(new("first", Until.AddSeconds(30)), pool, job.Id, [], SampleImports.On, Ct));
        Assert.Null(await Here.ImportRuns.Take(new("second", Until), Until, Ct));
        await Here.ImportRuns.Release("stranger", Ct);
        Assert.Null(await Here.ImportRuns.Take(new("second", Until), Until, Ct));
        await Here.ImportRuns.Release("first", Ct);
        Assert.NotNull(await Elsewhere.ImportRuns.Take(new("second", Until), Samples.Noon, Ct));
    }

    [Fact]
    public async Task A_step_adds_people_as_they_are_found_listed_and_counted()
    {
        await Take("node");
        var person = Samples.Person(pool, "Ana", "Ana@example.com") with { Password = new StoredPassword("$2b$12$x", Samples.Noon) };
        Assert.NotNull(await Here.ImportRuns.Step(new("node", Until), pool, job.Id, [new User(person), .. SampleImports.People(pool, "bob", "eve")], SampleImports.On, Ct));

        foreach (var name in new[] { "ana", "ANA@EXAMPLE.COM", person.Sub })
            Assert.Equal(person.Sub, (await Elsewhere.Users.Find(pool, name, Ct))!.Sub);
        var found = (await Elsewhere.Users.Find(pool, "ana", Ct))!;
        Assert.Equal(("$2b$12$x", 1L), (found.State.Password!.Hash, found.Version));
        Assert.Equal(3, await Elsewhere.Users.Count(pool.Id, Ct));
        Assert.Equal(["Ana"], (await Here.Users.List(pool, new UserFilter("email", "ana@EXAMPLE", true), null, 10, Ct)).Items.Select(user => user.Username));

        // They are as whole as others: changed, and removed without a rest.
        Assert.Null((await Here.Users.Change(pool, person.Sub, user => { user.RemoveAttributes(["email"], Samples.Noon); return true; }, false, Ct)).Taken);
        Assert.Null(await Here.Users.Find(pool, "ana@example.com", Ct));
        Assert.True(await Here.Users.Remove(pool.Id, person.Sub, Ct));
        Assert.Equal(2, await Here.Users.Count(pool.Id, Ct));
        await NewPerson(pool, "ana", "ana@example.com");
    }

    [Fact]
    public async Task Whose_name_is_taken_is_left_out_alone()
    {
        await NewPerson(pool, "ana", "ana@example.com");
        await Take("node");
        List<User> people =
        [
            .. SampleImports.People(pool, "ANA", "bob", "Bob"), new(Samples.Person(pool, "eve", "ana@example.com")),
            new(Samples.Person(pool, "kim", "kim@example.com")), new(Samples.Person(pool, "lee", "KIM@example.com")), new(Samples.Person(pool, "lee")),
            new(Samples.Person(pool, "max", "ana@example.com", proven: false)), new(Samples.Person(pool, "bob", "kim@example.com")),
        ];
        IReadOnlyList<string?> taken = [];
        var after = await Here.ImportRuns.Step(new("node", Until), pool, job.Id, people, Note, Ct);

        Assert.Equal(["username", null, "username", "email", null, "email", null, null, "username"], taken);
        Assert.Equal(new ImportCounts(4, 5, 0), after!.Counts);
        Assert.Equal(5, await Here.Users.Count(pool.Id, Ct));
        Assert.Null(await Here.Users.Find(pool, "eve", Ct));
        Assert.Null((await Elsewhere.Users.Find(pool, "lee", Ct))!["email"]);

        ImportStep Note(ImportJob there, IReadOnlyList<string?> kinds)
        {
            taken = kinds;
            return SampleImports.On(there, kinds);
        }
    }

    [Fact]
    public async Task People_who_sign_up_meanwhile_and_people_who_are_imported_share_no_name()
    {
        await Take("node");
        var names = Enumerable.Range(0, 200).Select(i => $"p{i}").ToArray();
        var signingUp = AllAtOnce(async (stores, i) =>
        {
            var added = 0;
            for (var n = i; n < names.Length; n += Crowd)
                added += await stores.Users.Add(pool, new User(Samples.Person(pool, names[n])), false, Ct) is null ? 1 : 0;
            return added;
        });
        for (var i = 0; i < names.Length; i += 25)
            Assert.NotNull(await Step("node", names[i..(i + 25)]));
        var joined = (await signingUp).Sum();

        var imported = (await Here.Imports.Find(pool.Id, job.Id, Ct))!.Counts;
        Assert.Equal(names.Length, joined + imported.Imported);
        Assert.Equal(names.Length, imported.Imported + imported.Skipped);
        Assert.Equal(names.Length, await Here.Users.Count(pool.Id, Ct));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_nothing()
    {
        await Take("node");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Here.ImportRuns.Step(
            new("node", Until), pool, job.Id, SampleImports.People(pool, "ana"), (_, _) => throw new InvalidOperationException("no"), Ct));
        Assert.True(this is ImportRunsInMemory || await Here.Users.Find(pool, "ana", Ct) is null);
        Assert.Equal(default, (await Here.Imports.Find(pool.Id, job.Id, Ct))!.Counts);
    }

    [Fact]
    public async Task A_stop_meets_a_step_and_neither_is_lost()
    {
        await Take("node");
        await AllAtOnce(async (stores, i) => i == 7
            ? (await stores.Imports.Change(pool.Id, job.Id, there => there with { Status = ImportStatus.Stopping }, Ct)).Job
            : await stores.ImportRuns.Step(new("node", Until), pool, job.Id, SampleImports.People(pool, $"p{i}"), SampleImports.On, Ct));
        var after = (await Here.Imports.Find(pool.Id, job.Id, Ct))!;
        Assert.Equal((ImportStatus.Stopping, Crowd - 1L, (Crowd - 1) * 10L), (after.Status, after.Counts.Imported, after.Position));
        Assert.Equal(Crowd - 1, (await Log()).Count);
    }

    [Fact]
    public async Task What_is_over_or_gone_takes_no_step()
    {
        await Take("node");
        Assert.NotNull(await Here.ImportRuns.Step(new("node", Until), pool, job.Id, [], (there, _) => new(there.Finish(ImportEnd.Done, Samples.Noon), []), Ct));
        Assert.Null(await Step("node", "ana"));
        Assert.Null(await Here.ImportRuns.Take(new("node", Until), Until, Ct));
        await Here.Pools.Remove(pool.Id, Ct);
        Assert.Null(await Step("node", "ana"));
        Assert.Equal(0, await Here.Users.Count(pool.Id, Ct));
    }

    [Fact]
    public async Task The_log_comes_in_the_order_of_the_file_and_goes_with_the_pool()
    {
        await Take("node");
        await Step("node", "ana", "bob");
        await Step("node", "ANA", "ünï✓");
        Assert.Equal(["0: added", "1: added", "10: username", "11: added"], await Log());
        Assert.Empty(await Elsewhere.ImportRuns.Log(pool.Id, "import-none", Ct).ToListAsync(Ct));
        Assert.Empty(await Elsewhere.ImportRuns.Log((await NewPool()).Id, job.Id, Ct).ToListAsync(Ct));
        await Here.Pools.Remove(pool.Id, Ct);
        Assert.Empty(await Log());
    }

    private async Task<ImportJob?> Take(string holder) => await Here.ImportRuns.Take(new(holder, Until), Samples.Noon, Ct);

    private async Task<ImportJob?> Step(string holder, params string[] names) =>
        await Here.ImportRuns.Step(new(holder, Until.AddSeconds(30)), pool, job.Id, SampleImports.People(pool, names), SampleImports.On, Ct);

    private async Task<List<string>> Log() => await Elsewhere.ImportRuns.Log(pool.Id, job.Id, Ct).ToListAsync(Ct);
}

public sealed class ImportRunsInMemory(MemoryRig rig) : ImportRunsContract<MemoryRig>(rig);

public sealed class ImportRunsInSqlite(SqliteRig rig) : ImportRunsContract<SqliteRig>(rig);

public sealed class ImportRunsInPostgres(PostgresRig rig) : ImportRunsContract<PostgresRig>(rig);
