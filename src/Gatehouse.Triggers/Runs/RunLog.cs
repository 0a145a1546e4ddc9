namespace Gatehouse.Triggers;

/// <summary>The latest calls of functions, in the memory of this node: so many of a pool, and of so many pools. Safe for many threads.</summary>
internal sealed class RunLog
{
    /// <summary>Of no pool more are kept.</summary>
    public const int MostOfPool = 50;

    /// <summary>Of no more pools any are kept: those that were called last.</summary>
    public const int MostPools = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<FunctionRun>> pools = new(StringComparer.Ordinal);

    /// <summary>Keeps a run.</summary>
    public void Add(FunctionRun run)
    {
        lock (gate)
        {
            if (!pools.TryGetValue(run.PoolId, out var runs))
            {
                if (pools.Count >= MostPools)
                    pools.Remove(pools.MinBy(pool => pool.Value.Max(one => one.Started)).Key);
                pools[run.PoolId] = runs = new();
            }

            runs.Enqueue(run);
            if (runs.Count > MostOfPool)
                runs.Dequeue();
        }
    }

    /// <summary>The runs of a pool, the newest first.</summary>
    public IReadOnlyList<FunctionRun> Of(string poolId)
    {
        lock (gate)
            return pools.TryGetValue(poolId, out var runs) ? [.. runs.Reverse()] : [];
    }
}
