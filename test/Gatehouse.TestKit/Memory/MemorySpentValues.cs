using Gatehouse.Identity;

namespace Gatehouse.TestKit;

internal sealed class MemorySpentValues(MemoryTables tables) : ISpentValues
{
    public ValueTask<bool> Spend(string poolId, byte[] value, DateTimeOffset forgetAfter, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Spent.TryAdd((poolId, Convert.ToHexString(value)), forgetAfter));
    }

    public ValueTask<bool> Bind(string poolId, byte[] value, byte[] holder, DateTimeOffset forgetAfter, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var held = (poolId, Convert.ToHexString([.. value, .. holder]));
            return new(tables.Spent.TryAdd((poolId, Convert.ToHexString(value)), forgetAfter) ? tables.Spent.TryAdd(held, forgetAfter) : tables.Spent.ContainsKey(held));
        }
    }

    public ValueTask<bool> IsSpent(string poolId, byte[] value, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Spent.ContainsKey((poolId, Convert.ToHexString(value))));
    }
}

internal sealed class MemoryTallies(MemoryTables tables) : ITallies
{
    public ValueTask<Tally?> Find(string poolId, string key, CancellationToken ct)
    {
        lock (tables.Gate)
            return new(tables.Tallies.GetValueOrDefault((poolId, key)));
    }

    public ValueTask<T> Change<T>(string poolId, string key, Func<Tally, (Tally Next, T Outcome)> change, CancellationToken ct)
    {
        lock (tables.Gate)
        {
            var (next, outcome) = change(tables.Tallies.GetValueOrDefault((poolId, key), Tally.None));
            if (next == Tally.None)
                tables.Tallies.Remove((poolId, key));
            else
                tables.Tallies[(poolId, key)] = next;

            return new(outcome);
        }
    }
}
