using System.Text;
using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;

namespace Gatehouse.Tests.UserPools.Imports;

/// <summary>A node that stops or dies in the middle of an import, and another that goes on.</summary>
public sealed class ImportResumeTests
{
    private const int People = 3_000;
    private readonly Steps steps = new();
    private readonly ImportDesk desk;

    public ImportResumeTests()
    {
        desk = new ImportDesk(replace: parts => parts.Add(new(
            typeof(IImportRuns), services => new Stepwise(((Gatehouse.TestKit.MemoryStore)services.GetService(typeof(Gatehouse.TestKit.MemoryStore))!).ImportRuns, steps),
            Microsoft.Extensions.DependencyInjection.ServiceLifetime.Singleton)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_node_that_dies_is_taken_over_and_nobody_is_lost_or_doubled(int diesAt)
    {
        var id = await Started();
        steps.Before = number => number == diesAt ? throw new IOException("The power is gone.") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(async () => await desk.Run("first"));

        steps.Before = _ => Task.CompletedTask;
        Assert.False(await desk.Run("second"));
        desk.World.Wait(Importer.Lease);
        Assert.True(await desk.Run("second"));
        await AssertComplete(id);
    }

    [Fact]
    public async Task A_node_that_died_after_its_step_was_stored_doubles_nobody()
    {
        var id = await Started();
        steps.After = number => number == 3 ? throw new IOException("The power is gone.") : Task.CompletedTask;
        await Assert.ThrowsAsync<IOException>(async () => await desk.Run("first"));
        Assert.Equal(1_500, (await desk.Describe(id)).Ok.UserImportJob!.ImportedUsers);

        desk.World.Wait(Importer.Lease);
        steps.After = _ => Task.CompletedTask;
        Assert.True(await desk.Run("second"));
        await AssertComplete(id);
    }

    [Fact]
    public async Task A_node_that_slept_through_its_lease_stores_nothing_more()
    {
        var id = await Started();
        steps.Before = async number =>
        {
            if (number != 3)
                return;
            desk.World.Wait(Importer.Lease);
            Assert.True(await desk.Run("second"));
        };
        Assert.True(await desk.Run("first"));
        await AssertComplete(id);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_lets_another_go_on_at_once()
    {
        var id = await Started();
        using var stop = new CancellationTokenSource();
        steps.Before = number => number == 2 ? stop.CancelAsync() : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await desk.World.Get<Importer>().RunNext("first", stop.Token));
        Assert.InRange((await desk.Describe(id)).Ok.UserImportJob!.ImportedUsers!.Value, 500, 1_500);

        steps.Before = _ => Task.CompletedTask;
        Assert.True(await desk.Run("second"));
        await AssertComplete(id);
    }

    [Fact]
    public async Task A_stop_comes_through_between_two_steps_and_what_was_added_stays()
    {
        var id = await Started();
        steps.Before = async number => Assert.True(number != 2 || (await desk.Stop(id)).Ok.UserImportJob!.Status == "Stopping");
        Assert.True(await desk.Run());
        var job = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Stopped", "The Import Job was stopped by the developer."), (job.Status, job.CompletionMessage));
        Assert.Equal(1_000, job.ImportedUsers);
        Assert.Equal(1_000, await desk.World.Store.Users.Count(desk.Pool.Id, default));
    }

    [Fact]
    public async Task Counters_move_while_the_import_goes_on()
    {
        var id = await Started();
        var seen = new List<long>();
        steps.After = async _ => seen.Add((await desk.Describe(id)).Ok.UserImportJob!.ImportedUsers!.Value);
        await desk.Run();
        Assert.Equal([500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_000], seen);
    }

    [Fact]
    public async Task An_import_ends_with_its_pool()
    {
        var id = await Started();
        steps.Before = async number => Assert.True(number != 3 || await desk.World.Store.Pools.Remove(desk.Pool.Id, default));
        Assert.True(await desk.Run());
        Assert.Null(await desk.World.Store.Imports.Find(desk.Pool.Id, id, default));
        Assert.False(await desk.Run());
    }

    [Fact]
    public async Task A_position_in_the_middle_of_the_file_is_found_again_across_chunks_and_long_lines()
    {
        var rows = Enumerable.Range(0, People).Select(i => i % 700 == 699 ? new string('x', 40_000) : desk.Row($"p{i}", ("profile", new string('y', i % 300))));
        var id = await Started(desk.File([.. rows]));
        for (var round = 0; (await desk.Describe(id)).Ok.UserImportJob!.Status != "Failed" && round < 20; round++)
        {
            var dieAt = steps.Count + 2;
            steps.Before = number => number == dieAt ? throw new IOException("The power is gone.") : Task.CompletedTask;
            try
            {
                await desk.Run($"node {round}");
                break;
            }
            catch (IOException)
            {
                desk.World.Wait(Importer.Lease);
            }
        }

        var job = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Succeeded", 2_996L, 0L, 4L), (job.Status, job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        var log = await desk.Log(id);
        Assert.Equal(Enumerable.Range(2, People).Select(line => $"Line Number {line} "), log.Select(line => line[line.IndexOf("Line", StringComparison.Ordinal)..line.IndexOf('-', StringComparison.Ordinal)]));
    }

    private async Task<string> Started(string? file = null)
    {
        var id = await desk.Made();
        await desk.Upload(id, Encoding.UTF8.GetBytes(file ?? desk.File([.. Enumerable.Range(0, People).Select(i => desk.Row($"p{i}"))])));
        Assert.True((await desk.Start(id)).IsOk);
        return id;
    }

    private async Task AssertComplete(string id)
    {
        var job = (await desk.Describe(id)).Ok.UserImportJob!;
        Assert.Equal(("Succeeded", (long)People, 0L, 0L), (job.Status, job.ImportedUsers, job.SkippedUsers, job.FailedUsers));
        Assert.Equal(People, await desk.World.Store.Users.Count(desk.Pool.Id, default));
        Assert.Equal(
            Enumerable.Range(2, People).Select(line => $"[SUCCEEDED] Line Number {line} - The import succeeded."), await desk.Log(id));
        Assert.False(await desk.Run());
    }

    /// <summary>What happens before and after the steps, which are numbered from 1.</summary>
    private sealed class Steps
    {
        public int Count { get; set; }

        public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

        public Func<int, Task> After { get; set; } = _ => Task.CompletedTask;
    }

    private sealed class Stepwise(IImportRuns runs, Steps steps) : IImportRuns
    {
        public ValueTask<ImportJob?> Take(ImportHold hold, DateTimeOffset now, CancellationToken ct) => runs.Take(hold, now, ct);

        public async ValueTask<ImportJob?> Step(
            ImportHold hold, UserPool pool, string jobId, IReadOnlyList<User> people, Func<ImportJob, IReadOnlyList<string?>, ImportStep> conclude, CancellationToken ct)
        {
            var number = ++steps.Count;
            await steps.Before(number);
            var job = await runs.Step(hold, pool, jobId, people, conclude, ct);
            await steps.After(number);
            return job;
        }

        public ValueTask Release(string holder, CancellationToken ct) => runs.Release(holder, ct);

        public IAsyncEnumerable<string> Log(string poolId, string jobId, CancellationToken ct) => runs.Log(poolId, jobId, ct);
    }
}
