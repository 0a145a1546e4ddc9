using System.Security.Cryptography;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>Imports of people and their files.</summary>
public abstract class ImportsContract<TRig>(TRig rig) : Contract<TRig>(rig)
    where TRig : Rig
{
    [Fact]
    public async Task An_import_comes_back_whole_and_in_its_pool_only()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        var job = SampleImports.Job(pool) with
        {
            Status = ImportStatus.Failed, End = ImportEnd.TooManyFailed, Started = Samples.Noon.AddMinutes(1), Ended = Samples.Noon.AddMinutes(2),
            Counts = new(1, 2, 3), Position = 4, Line = 5, LogLines = 6, File = new("upload", 7),
        };
        Assert.Equal(ImportAdding.Added, await Here.Imports.Add(job, 1000, Ct));
        Assert.Equal(job, await Elsewhere.Imports.Find(pool.Id, job.Id, Ct));
        Assert.Null(await Here.Imports.Find(other.Id, job.Id, Ct));
        Assert.Equal(ImportAdding.IdInUse, await Here.Imports.Add(job, 1000, Ct));
        Assert.Equal(ImportAdding.PoolIsGone, await Here.Imports.Add(SampleImports.Job(Samples.Pool()), 1000, Ct));
    }

    [Fact]
    public async Task Of_many_added_at_once_a_pool_takes_as_many_as_it_may()
    {
        var (pool, other) = (await NewPool(), await NewPool());
        await Here.Imports.Add(SampleImports.Job(other), 5, Ct);
        var outcomes = await AllAtOnce(async (stores, _) => await stores.Imports.Add(SampleImports.Job(pool), 5, Ct));
        Assert.Equal(5, outcomes.Count(outcome => outcome is ImportAdding.Added));
        Assert.All(outcomes, outcome => Assert.True(outcome is ImportAdding.Added or ImportAdding.TooMany));
    }

    [Fact]
    public async Task Imports_are_listed_newest_first_page_by_page()
    {
        var pool = await NewPool();
        var jobs = new List<ImportJob>();
        for (var i = 0; i < 9; i++)
        {
            jobs.Add(SampleImports.Job(pool, Samples.Noon.AddSeconds(i / 3)));
            await Here.Imports.Add(jobs[i], 1000, Ct);
        }

        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await Elsewhere.Imports.List(pool.Id, after, 2, Ct);
            seen.AddRange(page.Items.Select(job => job.Id));
            after = page.Next;
            await Here.Imports.Add(SampleImports.Job(pool, Samples.Noon.AddMinutes(1)), 1000, Ct);
        }
        while (after is not null);

        Assert.Equal(jobs.OrderByDescending(job => job.Created).ThenByDescending(job => job.Id, StringComparer.Ordinal).Select(job => job.Id), seen);
        Assert.Empty((await Here.Imports.List((await NewPool()).Id, null, 10, Ct)).Items);
    }

    [Fact]
    public async Task Of_all_that_want_to_become_active_at_once_one_does()
    {
        var pools = new List<UserPool>();
        var jobs = new List<ImportJob>();
        for (var i = 0; i < Crowd; i++)
        {
            pools.Add(await NewPool());
            jobs.Add(SampleImports.Job(pools[i]));
            await Here.Imports.Add(jobs[i], 1000, Ct);
        }

        var outcomes = await AllAtOnce(async (stores, i) => await stores.Imports.Change(pools[i].Id, jobs[i].Id, job => job with { Status = ImportStatus.Pending }, Ct));
        var first = Assert.Single(outcomes, outcome => !outcome.IsBusy).Job!;
        Assert.All(outcomes.Where(outcome => outcome.IsBusy), outcome => Assert.Equal(ImportStatus.Created, outcome.Job!.Status));
        foreach (var pool in pools)
            Assert.Equal(pool.Id == first.PoolId, await Elsewhere.Imports.IsActive(pool.Id, Ct));

        // Gone with its pool, it holds nobody up.
        await Here.Pools.Remove(first.PoolId, Ct);
        var next = jobs.First(job => job.Id != first.Id);
        Assert.False((await Here.Imports.Change(next.PoolId, next.Id, job => job with { Status = ImportStatus.Pending }, Ct)).IsBusy);
        await Here.Imports.Change(next.PoolId, next.Id, job => job.Finish(ImportEnd.Stopped, Samples.Noon), Ct);
        Assert.False(await Here.Imports.IsActive(next.PoolId, Ct));
    }

    [Fact]
    public async Task Of_many_changes_at_once_each_counts()
    {
        var pool = await NewPool();
        var job = SampleImports.Job(pool);
        await Here.Imports.Add(job, 1000, Ct);
        await AllAtOnce(async (stores, _) => await stores.Imports.Change(pool.Id, job.Id, there => there with { Line = there.Line + 1 }, Ct));
        Assert.Equal(Crowd, (await Here.Imports.Find(pool.Id, job.Id, Ct))!.Line);
        Assert.Null((await Here.Imports.Change(pool.Id, "import-none", there => there, Ct)).Job);
    }

    [Fact]
    public async Task A_file_comes_back_chunk_by_chunk_until_it_is_dropped()
    {
        var pool = await NewPool();
        var (upload, other) = (Samples.Unique("upload"), Samples.Unique("upload"));
        var chunks = Enumerable.Range(0, 120).Select(i => RandomNumberGenerator.GetBytes(i == 0 ? 300_000 : 100)).ToList();
        for (var i = 0; i < chunks.Count; i++)
            await Here.ImportFiles.Keep(new(pool.Id, upload, i), chunks[i], Samples.Noon, Ct);
        await Here.ImportFiles.Keep(new(pool.Id, other, 0), chunks[0], Samples.Noon, Ct);

        for (var i = 0; i < chunks.Count; i++)
            Assert.Equal(chunks[i], await Elsewhere.ImportFiles.Read(new(pool.Id, upload, i), Ct));
        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, upload, chunks.Count), Ct));
        Assert.Null(await Here.ImportFiles.Read(new((await NewPool()).Id, upload, 0), Ct));

        await Here.ImportFiles.Drop(pool.Id, upload, Ct);
        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, upload, 0), Ct));
        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, upload, 119), Ct));
        Assert.NotNull(await Here.ImportFiles.Read(new(pool.Id, other, 0), Ct));
    }

    [Fact]
    public async Task A_file_that_no_import_waits_for_is_forgotten()
    {
        var pool = await NewPool();
        var now = Samples.Noon;
        var (orphan, waiting, expired, young) = (await Kept(null), await Kept(now.AddHours(-23)), await Kept(now.AddHours(-25)), Samples.Unique("upload"));
        await Here.ImportFiles.Keep(new(pool.Id, young, 0), new byte[10], now.AddMinutes(-1), Ct);

        await Here.Housekeeping.Purge(now, Ct);

        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, orphan, 0), Ct));
        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, expired, 0), Ct));
        Assert.NotNull(await Here.ImportFiles.Read(new(pool.Id, waiting, 0), Ct));
        Assert.NotNull(await Here.ImportFiles.Read(new(pool.Id, young, 0), Ct));

        async Task<string> Kept(DateTimeOffset? created)
        {
            var upload = Samples.Unique("upload");
            await Here.ImportFiles.Keep(new(pool.Id, upload, 0), new byte[10], now.AddHours(-4), Ct);
            if (created is { } time)
                await Here.Imports.Add(SampleImports.Job(pool, time) with { File = new(upload, 10) }, 1000, Ct);
            return upload;
        }
    }

    [Fact]
    public async Task An_import_is_remembered_for_ninety_days()
    {
        var pool = await NewPool();
        var now = Samples.Noon;
        var (old, recent) = (Ended(now.AddDays(-91)), Ended(now.AddDays(-89)));
        var (forgotten, active) = (SampleImports.Job(pool, now.AddDays(-92)), SampleImports.Job(pool, now.AddDays(-92), ImportStatus.InProgress));
        foreach (var job in new[] { old, recent, forgotten, active })
            await Here.Imports.Add(job, 1000, Ct);

        await Here.Housekeeping.Purge(now, Ct);

        Assert.Equal(
            new[] { recent.Id, active.Id }.Order(StringComparer.Ordinal),
            (await Here.Imports.List(pool.Id, null, 10, Ct)).Items.Select(job => job.Id).Order(StringComparer.Ordinal));
        await Here.Imports.Change(pool.Id, active.Id, job => job.Finish(ImportEnd.Stopped, now), Ct);

        ImportJob Ended(DateTimeOffset end) => SampleImports.Job(pool, end.AddDays(-1)).Finish(ImportEnd.Done, end);
    }

    [Fact]
    public async Task Imports_go_with_their_pool()
    {
        var pool = await NewPool();
        var job = SampleImports.Job(pool) with { File = new(Samples.Unique("upload"), 10) };
        await Here.Imports.Add(job, 1000, Ct);
        await Here.ImportFiles.Keep(new(pool.Id, job.File!.Upload, 0), new byte[10], Samples.Noon, Ct);

        await Here.Pools.Remove(pool.Id, Ct);

        Assert.Null(await Here.Imports.Find(pool.Id, job.Id, Ct));
        Assert.Null(await Here.ImportFiles.Read(new(pool.Id, job.File.Upload, 0), Ct));
    }
}

public sealed class ImportsInMemory(MemoryRig rig) : ImportsContract<MemoryRig>(rig);

public sealed class ImportsInSqlite(SqliteRig rig) : ImportsContract<SqliteRig>(rig);

public sealed class ImportsInPostgres(PostgresRig rig) : ImportsContract<PostgresRig>(rig);
