using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gatehouse.Hosting;

/// <summary>
/// One line for each event: time (UTC), level, category, text. Nothing an outsider sends can begin a second line or move the cursor:
/// control characters become spaces.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name by which the console logger finds it.</summary>
    public const string FormatterName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ"));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..]);
        textWriter.Write(": ");
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is not null)
            textWriter.Write(" | " + OneLine(logEntry.Exception.ToString()));
        textWriter.Write('\n');
    }

    /// <summary>The text with a space for every control and line-breaking character.</summary>
    internal static string OneLine(string text) => string.Create(text.Length, text, static (line, text) =>
    {
        for (var i = 0; i < line.Length; i++)
            line[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
    });

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => " debug ",
        LogLevel.Information             => " info  ",
        LogLevel.Warning                 => " WARN  ",
        _                                => " ERROR ",
    };
}
