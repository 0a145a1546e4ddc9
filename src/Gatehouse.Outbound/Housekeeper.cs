using Gatehouse.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Has the store forget, every few minutes, what time has made meaningless.</summary>
internal sealed partial class Housekeeper(IHousekeeping store, TimeProvider time, ILogger<Housekeeper> logger) : BackgroundService
{
    /// <summary>How often. The first time is one interval after the start, which is to be quick.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Purge(stoppingToken);
    }

    private async Task Purge(CancellationToken ct)
    {
        try
        {
            await store.Purge(time.GetUtcNow(), ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What is out of date could not be deleted; trying again in a few minutes")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
