using Microsoft.Extensions.Hosting;

namespace Gatehouse.Triggers;

/// <summary>Begins and ends with the server the functions that it runs itself: a mistake in one shows in the log at once, and the first call is quick.</summary>
internal sealed class LocalFunctions(FunctionTable table) : IHostedService
{
    // They are ended, not asked; only the system can take its time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in table.Locals)
            function.Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Task.WhenAll(table.Locals.Select(function => function.Stop())), Task.Delay(Patience, CancellationToken.None));
}
