using Gatehouse.Identity;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Outbound;

/// <summary>
/// Takes messages from the outbox and sends them, behind the back of every answer, each way for itself: where one is stuck, the others go
/// on. A message is sent at least once; a second time only when the process ends between sending it and noting so, and then with the same
/// id and code.
/// </summary>
internal sealed partial class Dispatcher(IOutbox outbox, Courier courier, OutboxSignal signal, TimeProvider time, ILogger<Dispatcher> logger)
    : BackgroundService
{
    /// <summary>How soon messages of other nodes, and those to be tried again, are found.</summary>
    internal static readonly TimeSpan Poll = TimeSpan.FromSeconds(3);

    // A batch of two rounds, each of which ends within a minute, is over before its lease.
    private const int Batch = 8;
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    // What is half sent when the program is told to stop has this long to be finished.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hard = new CancellationTokenSource();
        using var soft = stoppingToken.Register(() => hard.CancelAfter(Grace));
        await Task.WhenAll(Enum.GetValues<Way>().Select(way => Serve(way, stoppingToken, hard.Token)));
    }

    private async Task Serve(Way way, CancellationToken stopping, CancellationToken hard)
    {
        while (!stopping.IsCancellationRequested)
        {
            var woken = signal.Next(way);
            if (!await Dispatch(way, stopping, hard))
                await Task.WhenAny(woken, Task.Delay(Poll, time, stopping));
        }
    }

    // Answers whether there may be more to do at once.
    private async Task<bool> Dispatch(Way way, CancellationToken stopping, CancellationToken hard)
    {
        try
        {
            var due = await outbox.Take(way, Batch, time.GetUtcNow(), Lease, stopping);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = hard }, courier.Deliver);
            return due.Count == Batch;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Log.StoreFailed(logger, failure);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The outbox cannot be read or written; trying again in a few seconds")]
        public static partial void StoreFailed(ILogger logger, Exception failure);
    }
}
