using Gatehouse.Identity;
using Gatehouse.Operations.UserPools;
using Microsoft.Extensions.Hosting;

namespace Gatehouse.Hosting;

/// <summary>Runs imports behind the back of every answer: those started here at once, those of a node that died within a minute.</summary>
internal sealed partial class ImportRunner(Importer importer, ImportSignal signal, IRandom random, TimeProvider time, ILogger<ImportRunner> logger)
    : BackgroundService
{
    /// <summary>How soon imports that other nodes started, or left, are found.</summary>
    internal static readonly TimeSpan Poll = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var holder = random.Uuid();
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = signal.Next;
            if (!await Run(holder, stoppingToken))
                await Task.WhenAny(woken, Task.Delay(Poll, time, stoppingToken));
        }
    }

    // Answers whether there may be another one to run at once.
    private async Task<bool> Run(string holder, CancellationToken stopping)
    {
        try
        {
            return await importer.RunNext(holder, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Log.Failed(logger, failure);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "An import of users cannot go on now; it is tried again within a minute")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
