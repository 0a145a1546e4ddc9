using Dapper;
using Gatehouse.Identity;

namespace Gatehouse.Storage.Tests;

/// <summary>The one writer: jobs share a commit, not a fate.</summary>
public sealed class SqliteWriterTests(SqliteRig rig) : IClassFixture<SqliteRig>
{
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private IDatabase Database => rig.Node.Database;

    [Fact]
    public async Task A_job_that_fails_takes_no_other_with_it()
    {
        var gate = Hold();
        var jobs = Enumerable.Range(0, 9).Select(i => Insert($"fate-{i}", fails: i % 3 == 1)).ToList();
        open.SetResult();
        await gate;

        for (var i = 0; i < jobs.Count; i++)
        {
            if (i % 3 == 1)
                await Assert.ThrowsAsync<InvalidOperationException>(() => jobs[i]);
            else
                Assert.Equal(1, await jobs[i]);
        }

        Assert.Equal(["fate-0", "fate-2", "fate-3", "fate-5", "fate-6", "fate-8"], await Names("fate-%"));
    }

    [Fact]
    public async Task A_job_that_abandons_its_work_leaves_nothing_and_still_answers()
    {
        var answer = await Database.Write(
            async tx =>
            {
                await tx.Connection.ExecuteAsync("INSERT INTO pool_ids_used (id) VALUES ('abandoned')");
                tx.Abandon();
                return "so be it";
            },
            default);

        Assert.Equal("so be it", answer);
        Assert.Empty(await Names("abandoned"));
    }

    [Fact]
    public async Task A_job_given_up_before_its_turn_is_not_done()
    {
        var gate = Hold();
        using var impatient = new CancellationTokenSource();
        var job = Insert("given-up", fails: false, impatient.Token);
        await impatient.CancelAsync();
        open.SetResult();
        await gate;

        await Assert.ThrowsAsync<TaskCanceledException>(() => job);
        Assert.Empty(await Names("given-up"));
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_loses_nobody_it_took()
    {
        var gate = Hold();
        var jobs = new List<Task<int>>();
        var refused = false;
        for (var i = 0; i < 5000 && !refused; i++)
        {
            var job = Insert($"full-{i:D4}", fails: false);
            refused = job.IsFaulted;
            if (!refused)
                jobs.Add(job);
            else
                await Assert.ThrowsAsync<OverloadedException>(() => job);
        }

        open.SetResult();
        await gate;
        await Task.WhenAll(jobs);

        Assert.True(refused);
        Assert.Equal(jobs.Count, (await Names("full-%")).Count);
    }

    /// <summary>Keeps the writer busy until the gate is opened, so that what follows comes in one batch.</summary>
    private Task<int> Hold() => Database.Write(
        _ =>
        {
            open.Task.Wait();
            return Task.FromResult(0);
        },
        default).AsTask();

    private async Task<int> Insert(string id, bool fails, CancellationToken ct = default) => await Database.Write(
        async tx =>
        {
            var rows = await tx.Connection.ExecuteAsync("INSERT INTO pool_ids_used (id) VALUES (@id)", new { id });
            return fails ? throw new InvalidOperationException() : rows;
        },
        ct);

    private async Task<List<string>> Names(string like) => await Database.Read(
        async c => (await c.QueryAsync<string>("SELECT id FROM pool_ids_used WHERE id LIKE @like ORDER BY id", new { like })).AsList(), default);
}
