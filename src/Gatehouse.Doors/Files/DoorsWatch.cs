using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Doors;

/// <summary>
/// Reads the doors file again when it has changed, looking every five seconds: that works on every file system and in every container.
/// A file that is broken or gone changes nothing, and is told of once.
/// </summary>
public sealed partial class DoorsWatch(string path, OpenDoors doors, TimeProvider clock, ILogger<DoorsWatch> logger) : BackgroundService
{
    /// <summary>How long a change takes at most to count.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private string? seen = TextOf(path);

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var text = TextOf(path);
        if (text == seen)
            return;

        seen = text;
        var problem = "must be a file that this program may read.";
        var next = text is null ? DoorsFile.None : DoorsFile.Read(text, out problem);
        if (problem is not null)
        {
            Log.Kept(logger, path, problem);
            return;
        }

        doors.Replace(next);
        Log.Changed(logger, path, next.Doors.Count);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Path} was read again: {Count} doors")]
        public static partial void Changed(ILogger logger, string path, int count);

        [LoggerMessage(2, LogLevel.Error, "{Path} has changed and cannot be used, so the doors stay as they were: it {Problem}")]
        public static partial void Kept(ILogger logger, string path, string problem);
    }
}
