using Dapper;
using Gatehouse.Crypto;
using Gatehouse.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Storage.Tests;

/// <summary>The embedded database as a file: its mode, its lock, its start and restart.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private readonly TempDirectory directory = new();
    private readonly MasterKey key = MasterKey.New();
    private readonly FakeTimeProvider time = new(Samples.Noon);

    private string Data => Path.Combine(directory.Path, "data");

    [Fact]
    public async Task Nobody_else_may_read_it()
    {
        if (OperatingSystem.IsWindows())
            return;

        await using var node = await Start();
        await node.Stores.Pools.Add(Samples.Pool(), [], default);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Data));
        Assert.Contains(Directory.GetFiles(Data), file => file.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(Data))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    // Case 139: an assertion that was used is used after a restart, and one that a pool took is still that pool's.
    [Fact]
    public async Task What_was_spent_and_whose_it_is_holds_after_a_restart()
    {
        var end = Samples.Noon.AddHours(1);
        await using (var node = await Start())
        {
            Assert.True(await node.Stores.Spent.Spend("", [1], end, default));
            Assert.True(await node.Stores.Spent.Bind("", [2], [7], end, default));
        }

        await using var again = await Start();
        Assert.False(await again.Stores.Spent.Spend("", [1], end, default));
        Assert.True(await again.Stores.Spent.Bind("", [2], [7], end, default));
        Assert.False(await again.Stores.Spent.Bind("", [2], [8], end, default));
    }

    [Fact]
    public async Task A_restart_takes_up_at_once_what_a_dead_process_ran()
    {
        var pool = Samples.Pool();
        var job = SampleImports.Job(pool, status: ImportStatus.InProgress);
        var hold = new ImportHold("first", Samples.Noon.AddHours(1));
        await using (var node = await Start())
        {
            await node.Stores.Pools.Add(pool, [], default);
            await node.Stores.Imports.Add(job, 10, default);
            Assert.NotNull(await node.Stores.ImportRuns.Take(hold, Samples.Noon, default));
            Assert.Null(await node.Stores.ImportRuns.Take(hold with { Name = "second" }, Samples.Noon, default));
        }

        await using var again = await Start();
        Assert.Equal(job.Id, (await again.Stores.ImportRuns.Take(hold with { Name = "second" }, Samples.Noon, default))!.Id);
    }

    [Fact]
    public async Task A_restart_keeps_everything()
    {
        var pool = Samples.Pool();
        var client = Samples.Client(pool.Id, "s3cret");
        var person = Samples.Person(pool, "ana") with { Password = new("hash", Samples.Noon) { Srp = new([1], [2]) } };
        var session = Samples.Session(pool.Id, person.Sub);
        await using (var node = await Start())
        {
            await node.Stores.Pools.Add(pool, [Samples.Key(pool.Id, TokenUse.Id, Samples.Noon)], default);
            await node.Stores.Clients.Add(client, default);
            await node.Stores.Users.Add(pool, new User(person), false, default);
            await node.Stores.Sessions.Open(session, null, default);
            await node.Stores.Spent.Spend(pool.Id, [1], Samples.Noon.AddDays(1), default);
        }

        await using var again = await Start();

        Assert.Equivalent(pool, await again.Stores.Pools.Find(pool.Id, default), strict: true);
        Assert.Equal("s3cret", (await again.Stores.Clients.Find(client.Id, default))!.Secrets[0].Value);
        Assert.Equivalent(person, (await again.Stores.Users.Find(pool, "ana", default))!.State, strict: true);
        Assert.NotNull(await again.Stores.Sessions.Find(pool.Id, session.Id, default));
        Assert.Single(await again.Stores.SigningKeys.Of(pool.Id, default));
        Assert.False(await again.Stores.Spent.Spend(pool.Id, [1], Samples.Noon.AddDays(1), default));
    }

    [Fact]
    public async Task A_second_program_is_refused_while_the_first_one_runs()
    {
        await using (await Start())
        {
            var refused = await Assert.ThrowsAsync<StorageException>(Start);
            Assert.Contains(Data, refused.Message, StringComparison.Ordinal);
        }

        await (await Start()).DisposeAsync();
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await using (var node = await Start())
            await node.Tamper("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_later', '2030-01-01')");

        var refused = await Assert.ThrowsAsync<StorageException>(Start);

        Assert.Contains("newer version of Gatehouse", refused.Message, StringComparison.Ordinal);
        Assert.Contains("9999_later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Data);
        await File.WriteAllTextAsync(Path.Combine(Data, "gatehouse.db"), new string('x', 5000));

        var refused = await Assert.ThrowsAsync<StorageException>(Start);

        Assert.Contains(Data, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_masters_key_does_not_open_it()
    {
        await (await Start()).DisposeAsync();

        await Assert.ThrowsAsync<MasterKeyException>(() =>
            Node.Start(new StorageOptions { DataDirectory = Data, StartPatience = TimeSpan.Zero }, MasterKey.New(), time));
    }

    [Fact]
    public async Task Who_waits_for_a_foreign_lock_waits_five_seconds_and_no_longer()
    {
        await using var node = await Start();
        await using var foreign = new SqliteConnection($"Data Source={Path.Combine(Data, "gatehouse.db")};Pooling=false");
        await foreign.OpenAsync();
        await foreign.ExecuteAsync("BEGIN IMMEDIATE");
        var begin = TimeProvider.System.GetTimestamp();

        var writers = Enumerable.Range(0, 20).Select(i => node.Stores.Spent.Spend("p", [(byte)i], Samples.Noon, default).AsTask()).ToList();
        Assert.Null(await node.Stores.Pools.Find("us-east-1_nobody", default));
        foreach (var writer in writers)
            await Assert.ThrowsAsync<OverloadedException>(() => writer);

        Assert.InRange(TimeProvider.System.GetElapsedTime(begin).TotalSeconds, 4, 9);
        await foreign.ExecuteAsync("ROLLBACK");
        Assert.True(await node.Stores.Spent.Spend("p", [1], Samples.Noon, default));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("sub")]
    [InlineData("username")]
    [InlineData("email")]
    public async Task Every_listing_of_people_is_answered_by_an_index(string? field)
    {
        await using var node = await Start();
        foreach (var prefix in new[] { true, false })
        {
            var (from, parameters) = UserSearch.Of("p", field is null ? null : new UserFilter(field, "x", prefix), "a", 10);
            var plan = await node.Database.Read(c => c.QueryAsync<dynamic>($"EXPLAIN QUERY PLAN SELECT u.state FROM {from}", parameters), default);

            var steps = plan.Select(step => (string)step.detail).ToList();
            Assert.DoesNotContain(steps, step => step.Contains("SCAN", StringComparison.Ordinal) || step.Contains("TEMP B-TREE", StringComparison.Ordinal));
            if (field is "username" or "email")
                Assert.Contains(steps, step => step.Contains("name=? AND value", StringComparison.Ordinal));
        }
    }

    public void Dispose() => directory.Dispose();

    private Task<Node> Start() => Node.Start(new StorageOptions { DataDirectory = Data, StartPatience = TimeSpan.Zero }, key, time);
}
