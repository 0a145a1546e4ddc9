using Microsoft.Extensions.Hosting;

namespace Gatehouse.Hosting;

/// <summary>The gentle stop: readiness ends first, then load balancers have a moment to notice, then open calls are finished.</summary>
/// <param name="pause">The moment to notice; new calls are served meanwhile.</param>
/// <param name="time">The clock.</param>
internal sealed class Drain(TimeSpan pause, TimeProvider time) : IHostedLifecycleService
{
    /// <summary>How long open calls may take to finish.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private volatile bool begun;

    /// <summary>The server is about to stop.</summary>
    public bool HasBegun => begun;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        begun = true;
        return Task.Delay(pause, time, cancellationToken);
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
