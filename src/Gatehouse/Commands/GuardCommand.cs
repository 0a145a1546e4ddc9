using Gatehouse.Doors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Hosting;

/// <summary><c>gatehouse guard</c>: stands before services until it is told to stop.</summary>
internal static partial class GuardCommand
{
    /// <summary>Starts, waits for the end, and stops gently.</summary>
    /// <exception cref="SettingException">A setting does not fit this machine.</exception>
    public static async Task<int> Run(GuardSettings settings, CancellationToken cancel)
    {
        await using var host = GuardHost.Build(settings);
        await host.App.StartAsync(cancel);
        var logger = host.App.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Gatehouse");
        Log.Listening(logger, Product.Version, string.Join(" and ", host.Urls), settings.Server.Url);
        foreach (var door in settings.Doors.Doors.Where(door => door.To is not null))
            Log.Stands(logger, door.Name, string.Join(", ", door.Hosts), door.To!);

        await host.App.WaitForShutdownAsync(cancel);
        return ExitCode.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The guard of Gatehouse {Version} listens on {Urls} and asks {Server}")]
        public static partial void Listening(ILogger logger, string version, string urls, Uri server);

        [LoggerMessage(2, LogLevel.Information, "It stands at the door {Door} ({Hosts}), before {To}")]
        public static partial void Stands(ILogger logger, string door, string hosts, Uri to);
    }
}
