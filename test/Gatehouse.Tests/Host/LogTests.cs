using Gatehouse.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gatehouse.Tests.Host;

public sealed class LogTests
{
    [Fact]
    public void An_event_is_one_line_whatever_is_in_it()
    {
        var line = Written("bob\r\n2026-01-01 ERROR Forged: line\u2028and\u0085another\e[31m", new InvalidOperationException("first\nsecond"));
        Assert.Equal("2026-03-04T12:00:00.000Z WARN  Sender: bob  2026-01-01 ERROR Forged: line and another [31m", line.Split(" | ")[0]);
        Assert.Equal(line.Length - 1, line.IndexOf('\n', StringComparison.Ordinal));
        Assert.DoesNotContain(line[..^1], char.IsControl);
        Assert.Contains("first second", line, StringComparison.Ordinal);
    }

    private static string Written(string text, Exception failure)
    {
        using var output = new StringWriter();
        var clock = new FakeTimeProvider(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
        var entry = new LogEntry<string>(LogLevel.Warning, "Gatehouse.Outbound.Sender", new(1), text, failure, (state, _) => state);
        new LineFormatter(clock).Write(entry, null, output);
        return output.ToString();
    }
}
