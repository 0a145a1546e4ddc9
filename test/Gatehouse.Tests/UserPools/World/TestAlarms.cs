using System.Collections.Concurrent;
using Gatehouse.Identity;

namespace Gatehouse.Tests.UserPools;

/// <summary>Alarms as they are raised, one by one.</summary>
internal sealed class TestAlarms : IAlarms
{
    private readonly ConcurrentQueue<(string Pool, string Cap, string? Where)> raised = new();

    public IReadOnlyList<(string Pool, string Cap, string? Where)> Raised => [.. raised];

    public void CapReached(string poolId, string cap, string? where) => raised.Enqueue((poolId, cap, where));
}
