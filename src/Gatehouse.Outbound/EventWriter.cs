using Gatehouse.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>
/// Has what was noted of people's doings stored, behind the back of every answer: a short while is gathered into one transaction, and the
/// stop of the program waits for the rest.
/// </summary>
internal sealed partial class EventWriter(AuthEventLog log, AuthEventKeeper keeper, TimeProvider time, ILogger<EventWriter> logger) : BackgroundService
{
    /// <summary>How long notes are gathered: what a crash may cost.</summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    /// <summary>How long after a failure the store is tried again.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>How often a batch is tried before it is given up.</summary>
    internal const int Tries = 12;

    // Calls that hang use up what the host has of it, and what they noted is to be stored all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private int failures;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        var keeping = KeepAll(CancellationToken.None);
        await ((Task)keeping).WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!keeping.IsCompletedSuccessfully || !await keeping)
            Log.Lost(logger, keeper.GiveUp());
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = Gathering;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (failures == 0)
                await log.Wait(stoppingToken);
            await Task.Delay(wait, time, stoppingToken);
            wait = await KeepAll(stoppingToken) ? Gathering : Pause;
        }
    }

    private async Task<bool> KeepAll(CancellationToken ct)
    {
        try
        {
            while (await keeper.Keep(ct))
                failures = 0;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, failure);
            if (++failures < Tries)
                return false;

            Log.Lost(logger, keeper.GiveUp());
        }

        failures = 0;
        if (log.TakeLost() is > 0 and var lost)
            Log.Lost(logger, lost);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The history of sign-ins could not be written; trying again in a few seconds")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(2, LogLevel.Warning, "{Count} entries of the history of sign-ins were lost: they could not be written in time")]
        public static partial void Lost(ILogger logger, long count);
    }
}
