using System.Collections.Concurrent;
using Gatehouse.Identity;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Writes alarms into the log: the first at once, and while it goes on one every ten minutes.</summary>
internal sealed partial class LoggedAlarms(TimeProvider time, ILogger<LoggedAlarms> logger) : IAlarms
{
    /// <summary>How long the same alarm is not told again.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Pool, string Cap), DateTimeOffset> quietUntil = new();

    /// <inheritdoc/>
    public void CapReached(string poolId, string cap, string? where)
    {
        var (key, now) = ((poolId, cap), time.GetUtcNow());
        var until = quietUntil.GetValueOrDefault(key);
        if (now < until)
            return;

        // Of many at once, one tells it.
        if (until == default ? quietUntil.TryAdd(key, now + Pause) : quietUntil.TryUpdate(key, now + Pause, until))
            Log.CapReached(logger, poolId, cap, where is null ? "" : $" (numbers that begin with {where})");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "More messages than GATEHOUSE_MESSAGE_LIMITS allows by its '{Cap}' were asked for in pool {PoolId}{Where}: somebody may be misusing it")]
        public static partial void CapReached(ILogger logger, string poolId, string cap, string where);
    }
}
