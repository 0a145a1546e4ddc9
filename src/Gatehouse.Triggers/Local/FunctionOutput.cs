using System.Text;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>Puts into the log what a function prints, within bounds: so many characters of a line, so many lines in a second.</summary>
internal sealed partial class FunctionOutput(string name, TimeProvider time, ILogger<FunctionOutput> logger)
{
    /// <summary>Of no line more is logged, in characters.</summary>
    public const int LongestLine = 2048;

    /// <summary>No more lines are logged in a second, those of all processes together.</summary>
    public const int MostLines = 100;

    private readonly Lock gate = new();
    private DateTimeOffset began;
    private int lines;

    /// <summary>Reads a stream of a process to its end. Whatever it prints is read, so that it never waits.</summary>
    /// <param name="stream">What it prints, in UTF-8.</param>
    /// <param name="level">How grave it is.</param>
    public async Task Read(Stream stream, LogLevel level)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var line = new StringBuilder();
        var buffer = new char[4096];
        try
        {
            int read;
            while ((read = await reader.ReadAsync(buffer)) > 0)
                Take(buffer.AsSpan(0, read), line, level);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process is gone, and nobody waits for what it left behind.
        }

        Tell(line, level);
    }

    /// <summary>Says of a function what it could not say itself.</summary>
    public void Say(string text) => Tell(new(text), LogLevel.Error);

    private void Take(ReadOnlySpan<char> text, StringBuilder line, LogLevel level)
    {
        foreach (var letter in text)
        {
            if (letter == '\n')
                Tell(line, level);
            else if (line.Length < LongestLine)
                line.Append(letter);
        }
    }

    private void Tell(StringBuilder line, LogLevel level)
    {
        var text = line.ToString().TrimEnd('\r');
        line.Clear();
        if (text.Length == 0)
            return;

        int over;
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (now - began >= TimeSpan.FromSeconds(1))
            {
                if (lines > MostLines)
                    Log.LeftOut(logger, name, lines - MostLines);
                (began, lines) = (now, 0);
            }

            over = ++lines - MostLines;
        }

        if (over <= 0)
            Log.Said(logger, level, name, text);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Name}: {Line}")]
        public static partial void Said(ILogger logger, LogLevel level, string name, string line);

        [LoggerMessage(2, LogLevel.Warning, "{Name} printed too much: {Count} lines are left out")]
        public static partial void LeftOut(ILogger logger, string name, int count);
    }
}
