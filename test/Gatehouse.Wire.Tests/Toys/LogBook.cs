using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Wire.Tests.Toys;

/// <summary>Keeps what is logged, scopes included.</summary>
public sealed class LogBook : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ConcurrentQueue<(LogLevel Level, string Text, string Scope)> Lines { get; } = [];

    public IEnumerable<string> At(LogLevel level) => Lines.Where(line => line.Level == level).Select(line => line.Text);

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose() => Lines.Clear();

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => book.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scope = new List<string>();
            book.scopes.ForEachScope((outer, list) => list.Add(outer?.ToString() ?? ""), scope);
            if (category.StartsWith("Gatehouse", StringComparison.Ordinal) || logLevel >= LogLevel.Error)
                book.Lines.Enqueue((logLevel, formatter(state, exception) + " " + exception, string.Join(" | ", scope)));
        }
    }
}
