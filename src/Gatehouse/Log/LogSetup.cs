using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Hosting;

/// <summary>Puts the log into the host.</summary>
internal static class LogSetup
{
    /// <summary>Writes to standard output. What the framework tells of requests is left out: it would show query strings.</summary>
    public static void AddLog(this ILoggingBuilder logging, LogForm form)
    {
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        // The guard tells itself what was not forwarded, without targets.
        logging.AddFilter("Yarp", LogLevel.None);
        if (form == LogForm.Json)
        {
            logging.AddJsonConsole(json => (json.IncludeScopes, json.UseUtcTimestamp, json.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
            return;
        }

        logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
    }
}
