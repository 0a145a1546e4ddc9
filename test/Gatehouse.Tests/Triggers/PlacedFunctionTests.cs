using Gatehouse.Triggers;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Triggers;

/// <summary>Time limits, tries, and how many calls of a function run at a time.</summary>
public sealed class PlacedFunctionTests
{
    private static readonly Attempt Yes = new Attempt.Answered(new byte[] { 1 });
    private static readonly Attempt Broken = new Attempt.Failed("ServiceException", "it answered 500", MayPass: true);
    private static readonly Invocation Asked = new("f", "key-1", []);
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task An_answer_is_taken_and_nothing_is_asked_twice()
    {
        var target = new ScriptedTarget((_, _) => Task.FromResult(Yes));
        using var function = Function(target);
        Assert.Equal(new Called(Yes, 1), await function.Call(Asked, default));
        Assert.Single(target.Calls);
    }

    [Fact]
    public async Task A_function_that_throws_is_not_asked_again()
    {
        var target = new ScriptedTarget((_, _) => Task.FromResult<Attempt>(new Attempt.Threw("no")));
        using var function = Function(target);
        Assert.Equal(1, (await function.Call(Asked, default)).Tries);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    public async Task A_failure_that_may_pass_is_tried_again_with_the_same_key(int worksAt, int tries)
    {
        var target = new ScriptedTarget((call, _) => Task.FromResult(call >= worksAt ? Yes : Broken));
        using var function = Function(target);
        var called = await function.Call(Asked, default);
        Assert.Equal((worksAt <= 3 ? Yes : Broken, tries), (called.Last, called.Tries));
        Assert.All(target.Calls, call => Assert.Equal("key-1", call.Key));
    }

    [Fact]
    public async Task A_failure_that_will_not_pass_is_not_tried_again()
    {
        var target = new ScriptedTarget((_, _) => Task.FromResult<Attempt>(new Attempt.Failed("AccessDeniedException", "403", MayPass: false)));
        using var function = Function(target);
        Assert.Equal(1, (await function.Call(Asked, default)).Tries);
    }

    [Fact]
    public async Task A_try_ends_with_its_time_and_the_last_one_ends_the_call()
    {
        var target = new ScriptedTarget(Hang);
        using var function = Function(target);
        var call = function.Call(Asked, default).AsTask();
        for (var i = 1; i <= 3; i++)
        {
            await Until(() => target.Calls.Count == i);
            clock.Advance(TimeSpan.FromSeconds(4.9));
            Assert.False(call.IsCompleted);
            clock.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.Equal(new Called(Attempt.TimedOut, 3), await call.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_try_ends_with_its_time_though_the_function_never_looks_at_the_clock()
    {
        var target = new ScriptedTarget((_, _) => new TaskCompletionSource<Attempt>().Task);
        using var function = Function(target, plan => plan with { Tries = 1 });
        var call = function.Call(Asked, default).AsTask();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Attempt.TimedOut, (await call.WaitAsync(TimeSpan.FromSeconds(30))).Last);
    }

    [Fact]
    public async Task Limit_and_tries_are_those_of_the_plan()
    {
        var target = new ScriptedTarget(Hang);
        using var function = Function(target, plan => plan with { Limit = TimeSpan.FromSeconds(1), Tries = 2 });
        var call = function.Call(Asked, default).AsTask();
        await Until(() => target.Calls.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Until(() => target.Calls.Count == 2);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, (await call.WaitAsync(TimeSpan.FromSeconds(30))).Tries);
    }

    [Fact]
    public async Task Who_goes_away_waits_no_longer()
    {
        using var gone = new CancellationTokenSource();
        using var function = Function(new ScriptedTarget(Hang));
        var call = function.Call(Asked, gone.Token).AsTask();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task No_more_run_at_once_than_the_plan_allows()
    {
        var open = new TaskCompletionSource<Attempt>(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = new ScriptedTarget((_, _) => open.Task);
        using var function = Function(target, plan => plan with { AtOnce = 3 });
        var calls = Enumerable.Range(0, 20).Select(_ => function.Call(Asked, default).AsTask()).ToList();
        Assert.Equal(3, target.Calls.Count);
        open.SetResult(Yes);
        Assert.All(await Task.WhenAll(calls), called => Assert.Equal(Yes, called.Last));
        Assert.Equal(3, target.Most);
    }

    [Fact]
    public async Task Who_comes_when_too_many_wait_is_told_at_once()
    {
        var target = new ScriptedTarget((_, _) => new TaskCompletionSource<Attempt>().Task);
        using var function = Function(target, plan => plan with { AtOnce = 2, Tries = 3 });
        var waiting = Enumerable.Range(0, 2 + 20).Select(_ => function.Call(Asked, default).AsTask()).ToList();
        Assert.Equal(new Called(Attempt.Crowded, 1), await function.Call(Asked, default));
        Assert.All(waiting, call => Assert.False(call.IsCompleted));
    }

    [Fact]
    public async Task A_thousand_calls_of_a_function_that_hangs_hold_no_thread_and_no_other_function()
    {
        using var hanging = Function(new ScriptedTarget((_, _) => new TaskCompletionSource<Attempt>().Task), plan => plan with { AtOnce = 100, Tries = 1 });
        using var other = Function(new ScriptedTarget((_, _) => Task.FromResult(Yes)));
        var calls = Enumerable.Range(0, 1000).Select(_ => hanging.Call(Asked, default).AsTask()).ToList();
        for (var i = 0; i < 100; i++)
            Assert.Equal(Yes, (await other.Call(Asked, default)).Last);

        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.All(await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30)), called => Assert.Equal(Attempt.TimedOut, called.Last));
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_keeps_its_place_until_it_ends()
    {
        var first = new TaskCompletionSource<Attempt>(TaskCreationOptions.RunContinuationsAsynchronously);
        var target = new ScriptedTarget((call, _) => call == 1 ? first.Task : Task.FromResult(Yes));
        using var function = Function(target, plan => plan with { AtOnce = 1, Tries = 1 });
        var abandoned = function.Call(Asked, default).AsTask();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Attempt.TimedOut, (await abandoned.WaitAsync(TimeSpan.FromSeconds(30))).Last);

        var next = function.Call(Asked, default).AsTask();
        Assert.Single(target.Calls);
        first.SetResult(Yes);
        Assert.Equal(Yes, (await next.WaitAsync(TimeSpan.FromSeconds(30))).Last);
    }

    private PlacedFunction Function(IFunctionTarget target, Func<FunctionPlan, FunctionPlan>? with = null)
    {
        var plan = new FunctionPlan("f", new FunctionPlace.Here());
        return new(with?.Invoke(plan) ?? plan, target, clock, NullLogger<PlacedFunction>.Instance);
    }

    private static async Task<Attempt> Hang(int call, CancellationToken ct)
    {
        await new TaskCompletionSource().Task.WaitAsync(ct);
        return Yes;
    }

    private static async Task Until(Func<bool> holds)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!holds() && TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
            await Task.Yield();
        Assert.True(holds());
    }
}
