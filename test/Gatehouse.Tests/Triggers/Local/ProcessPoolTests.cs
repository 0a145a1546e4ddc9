using Gatehouse.Tests.Host;
using Gatehouse.Triggers;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Triggers.Local;

/// <summary>How many processes there are, who gets one, and what follows when one ends.</summary>
public sealed class ProcessPoolTests : IDisposable
{
    private static readonly Invocation Asked = new("f", "key-1", []);
    private readonly FakeTimeProvider clock = new();
    private readonly LogLines log = new();
    private readonly List<FakeLife> started = [];
    private ProcessPool pool;

    public ProcessPoolTests() => pool = Pool(most: 3);

    public void Dispose()
    {
        pool.Dispose();
        log.Dispose();
    }

    [Fact]
    public async Task One_stands_ready_before_anybody_asks()
    {
        pool.StandReady();
        pool.StandReady();
        var one = await Started(1);
        one.Ask();
        Assert.Same(one.Process, await pool.Take(default));
        Assert.Single(started);
    }

    [Fact]
    public async Task Who_comes_first_waits_for_the_start_and_gets_it()
    {
        var taking = pool.Take(default);
        var one = await Started(1);
        Assert.False(taking.IsCompleted);
        one.Ask();
        Assert.Same(one.Process, await taking);
    }

    [Fact]
    public async Task More_start_while_more_are_called_for_and_no_more_than_may()
    {
        var taking = Enumerable.Range(0, 5).Select(_ => pool.Take(default)).ToList();
        await Started(3);
        started.ForEach(life => life.Ask());
        await Task.WhenAll(taking.Take(3));
        Assert.Equal(3, started.Count);

        Answer(started[0]);
        started[0].Ask();
        Assert.Same(started[0].Process, await taking[3]);
        Assert.False(taking[4].IsCompleted);
    }

    [Fact]
    public async Task One_that_answered_is_waited_for_rather_than_another_started()
    {
        var one = await Ready();
        Assert.Same(one.Process, await pool.Take(default));
        Answer(one);
        var next = pool.Take(default);
        one.Ask();
        Assert.Same(one.Process, await next);
        Assert.Single(started);
    }

    [Fact]
    public async Task Who_goes_away_is_not_waited_for()
    {
        using var gone = new CancellationTokenSource();
        var taking = pool.Take(gone.Token);
        var one = await Started(1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
        one.Ask();
        Assert.Same(one.Process, await pool.Take(default));
    }

    [Fact]
    public async Task One_that_does_not_ask_in_time_is_ended()
    {
        pool.StandReady();
        var one = await Started(1);
        clock.Advance(ProcessPool.StartLimit - TimeSpan.FromTicks(1));
        Assert.False(one.Process.Killed.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        await one.Ended;
        Assert.True(one.Process.IsOverdue);
    }

    [Fact]
    public async Task One_that_waits_may_wait_for_long()
    {
        var one = await Ready();
        clock.Advance(TimeSpan.FromDays(1));
        Assert.False(one.Process.Killed.IsCompleted);
    }

    [Fact]
    public async Task While_none_begins_nobody_waits_and_starts_are_put_off_longer_and_longer()
    {
        var taking = pool.Take(default);
        for (var (starts, pause) = (1, 1); starts < 10; starts++, pause = Math.Min(60, pause * 2))
        {
            (await Started(starts)).End(1);
            Assert.Null(await taking);

            // This answers when the pause has begun.
            Assert.Null(await pool.Take(default));
            clock.Advance(TimeSpan.FromSeconds(pause) - TimeSpan.FromTicks(1));
            Assert.Equal(starts, started.Count);
            clock.Advance(TimeSpan.FromTicks(1));
            taking = pool.Take(default);
        }
    }

    [Fact]
    public async Task One_that_ends_while_it_waits_is_followed_by_another_after_a_pause()
    {
        var one = await Ready();
        one.End(1);
        await Until(() => log.All.Any(line => line.Contains("ended", StringComparison.Ordinal)));
        Assert.Single(started);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await Started(2)).Ask();
        Assert.NotNull(await pool.Take(default));
    }

    [Fact]
    public async Task Who_comes_in_the_pause_after_that_has_another_started_at_once()
    {
        var one = await Ready();
        one.End(1);
        await Until(() => log.All.Any(line => line.Contains("ended", StringComparison.Ordinal)));
        var taking = pool.Take(default);
        (await Started(2)).Ask();
        Assert.NotNull(await taking);
    }

    // An event that ends a process must not keep others from the function.
    [Fact]
    public async Task One_that_ends_with_an_event_is_followed_by_another_at_once_however_often()
    {
        pool.StandReady();
        for (var i = 1; i <= 20; i++)
        {
            var one = await Started(i);
            one.Ask();
            var ending = (await pool.Take(default))!.Session.Give(Asked);
            one.End(3);
            Assert.Equal("RequestId: key-1 Error: Runtime exited with error: exit status 3", Assert.IsType<Attempt.Threw>(await ending).Error);
        }
    }

    [Theory]
    [InlineData(0, "RequestId: key-1 Error: Runtime exited without providing a reason")]
    [InlineData(129, "RequestId: key-1 Error: Runtime exited with error: exit status 129")]
    public async Task What_ends_with_an_event_is_told_as_AWS_tells_it(int status, string text)
    {
        var one = await Ready();
        var ending = (await pool.Take(default))!.Session.Give(Asked);
        one.End(status);
        Assert.Equal(text, Assert.IsType<Attempt.Threw>(await ending).Error);
    }

    [Fact]
    public async Task One_that_works_too_long_is_ended_and_its_event_has_no_answer()
    {
        var one = await Ready();
        var process = await pool.Take(default);
        process!.Limit(TimeSpan.FromSeconds(5));
        var ending = process.Session.Give(Asked);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Same(Attempt.TimedOut, await ending);
        await one.Ended;
        await Started(2);
    }

    [Fact]
    public async Task One_that_answers_and_never_asks_again_is_ended_by_the_same_limit()
    {
        var one = await Ready();
        var process = await pool.Take(default);
        process!.Limit(TimeSpan.FromSeconds(5));
        var ending = process.Session.Give(Asked);
        process.Session.Answer("key-1", new Attempt.Threw("no"));
        Assert.IsType<Attempt.Threw>(await ending);
        clock.Advance(TimeSpan.FromSeconds(5));
        await one.Ended;
    }

    [Fact]
    public async Task A_change_ends_what_waits_and_lets_finish_what_works()
    {
        var (waits, works) = await Two();
        pool.Renew();
        await waits.Ended;
        Assert.False(works.Process.Killed.IsCompleted);
        Answer(works);
        works.Ask();
        await works.Ended;
        var fresh = await Started(3);
        fresh.Ask();
        Assert.Same(fresh.Process, await pool.Take(default));
    }

    [Fact]
    public async Task A_change_has_it_begin_again_without_a_pause()
    {
        pool.StandReady();
        (await Started(1)).End(1);
        await Until(() => log.All.Any(line => line.Contains("ended", StringComparison.Ordinal)));
        pool.Renew();
        var taking = pool.Take(default);
        (await Started(2)).Ask();
        Assert.NotNull(await taking);
    }

    [Fact]
    public async Task Whoever_waits_while_it_changes_gets_a_new_one()
    {
        pool.Dispose();
        pool = Pool(most: 1);
        var one = await Ready();
        await pool.Take(default);
        var taking = pool.Take(default);
        pool.Renew();
        Answer(one);
        one.Ask();
        await one.Ended;
        var fresh = await Started(2);
        fresh.Ask();
        Assert.Same(fresh.Process, await taking);
    }

    [Fact]
    public async Task What_waited_for_ten_minutes_ends_but_for_the_last()
    {
        await Two();
        Answer(started[1]);
        started[1].Ask();
        clock.Advance(ProcessPool.LongestWait);
        pool.Trim();
        Assert.DoesNotContain(started, life => life.Process.Killed.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        pool.Trim();
        pool.Trim();
        Assert.Single(started, life => life.Process.Killed.IsCompleted);
    }

    [Fact]
    public async Task A_stop_ends_every_process_whoever_waits_and_whatever_comes()
    {
        var (_, works) = await Two();
        var ending = works.Process.Session.Give(Asked);
        await pool.Take(default);
        var taking = pool.Take(default);
        await Started(3);
        await pool.Stop().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.All(started, life => Assert.True(life.Process.Killed.IsCompleted));
        Assert.IsType<Attempt.Threw>(await ending);
        Assert.Null(await taking);
        Assert.Null(await pool.Take(default));

        clock.Advance(TimeSpan.FromHours(1));
        pool.StandReady();
        Assert.Equal(3, started.Count);
    }

    private ProcessPool Pool(int most) => new(Start, most, "f", clock, log.For<ProcessPool>());

    private Task<int?> Start(LocalProcess process)
    {
        var life = new FakeLife(process);
        lock (started)
            started.Add(life);
        return life.Exit;
    }

    private async Task<FakeLife> Started(int count)
    {
        await Until(() =>
        {
            lock (started)
                return started.Count >= count;
        });
        lock (started)
            return started[count - 1];
    }

    private async Task<FakeLife> Ready()
    {
        int before;
        lock (started)
            before = started.Count;
        pool.StandReady();
        var one = await Started(before + 1);
        one.Ask();
        return one;
    }

    /// <summary>One that waits, and one that works on an event.</summary>
    private async Task<(FakeLife Waits, FakeLife Works)> Two()
    {
        var one = await Ready();
        await pool.Take(default);
        var taking = pool.Take(default);
        var two = await Started(2);
        two.Ask();
        await taking;
        Answer(one);
        one.Ask();
        return (one, two);
    }

    private static void Answer(FakeLife life)
    {
        _ = life.Process.Session.Give(Asked);
        life.Process.Session.Answer("key-1", new Attempt.Threw("no"));
    }

    private static async Task Until(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds() && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            await Task.Yield();
        Assert.True(holds());
    }

    /// <summary>A process that does what a test says.</summary>
    private sealed class FakeLife
    {
        private readonly TaskCompletionSource<int?> exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public FakeLife(LocalProcess process)
        {
            Process = process;
            _ = EndWhenKilled();
        }

        public LocalProcess Process { get; }

        public Task<int?> Exit => exit.Task;

        private async Task EndWhenKilled()
        {
            await Process.Killed;
            exit.TrySetResult(137);
        }

        public Task Ended => Exit.WaitAsync(TimeSpan.FromSeconds(30));

        public void Ask() => Assert.True(Process.Session.Ask(out _));

        public void End(int status) => exit.TrySetResult(status);
    }
}
