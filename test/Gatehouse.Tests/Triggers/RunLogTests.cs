using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

public sealed class RunLogTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero);
    private readonly RunLog log = new();

    [Fact]
    public void The_newest_comes_first_and_of_a_pool_only_so_many_are_kept()
    {
        for (var i = 0; i < RunLog.MostOfPool + 3; i++)
            log.Add(Run("a", i));
        log.Add(Run("b", 0));
        Assert.Equal(Enumerable.Range(3, RunLog.MostOfPool).Reverse().Select(i => i.ToString()), log.Of("a").Select(run => run.Id));
        Assert.Single(log.Of("b"));
        Assert.Empty(log.Of("c"));
    }

    [Fact]
    public void Of_many_pools_the_one_that_was_quiet_longest_is_forgotten()
    {
        for (var i = 0; i < RunLog.MostPools; i++)
            log.Add(Run($"pool{i}", i));
        log.Add(Run("pool0", 1000));
        log.Add(Run("new", 1001));
        Assert.Equal(2, log.Of("pool0").Count);
        Assert.Empty(log.Of("pool1"));
        Assert.Single(log.Of("pool2"));
        Assert.Single(log.Of("new"));
    }

    [Fact]
    public void Many_threads_lose_nothing()
    {
        Parallel.For(0, RunLog.MostOfPool, i => log.Add(Run("a", i)));
        Assert.Equal(RunLog.MostOfPool, log.Of("a").Select(run => run.Id).Distinct().Count());
    }

    private static FunctionRun Run(string pool, int second) => new(second.ToString(), pool, "f", "PreSignUp_SignUp", Start.AddSeconds(second));
}
