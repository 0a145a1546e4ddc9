using Gatehouse.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>Has the uses of sessions stored every second, and the rest when the program stops.</summary>
internal sealed partial class SessionWriter(SessionBook book, TimeProvider time, ILogger<SessionWriter> logger) : BackgroundService
{
    /// <summary>How often: what a crash may cost, and how far nodes may be behind each other.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Calls that hang use up what the host has of it, and what they noted is to be stored all the same.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Write(CancellationToken.None).WaitAsync(Patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await Write(stoppingToken);
    }

    private async Task Write(CancellationToken ct)
    {
        try
        {
            await book.Write(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.Failed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Where sessions were used could not be written; trying again in a second")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
