using System.Collections.Concurrent;
using Gatehouse.Triggers;

namespace Gatehouse.Tests.Triggers;

/// <summary>A function that does in each try what a test says.</summary>
internal sealed class ScriptedTarget(Func<int, CancellationToken, Task<Attempt>> answer) : IFunctionTarget
{
    private readonly ConcurrentQueue<Invocation> calls = new();
    private int running;

    public IReadOnlyList<Invocation> Calls => [.. calls];

    /// <summary>How many ran at once at most.</summary>
    public int Most { get; private set; }

    public async Task<Attempt> Call(Invocation invocation, CancellationToken ct)
    {
        calls.Enqueue(invocation);
        Most = Math.Max(Most, Interlocked.Increment(ref running));
        try
        {
            return await answer(calls.Count, ct);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }
}
