using Microsoft.Extensions.Logging;

namespace Gatehouse.Triggers;

/// <summary>How a call of a function ended, all tries together.</summary>
/// <param name="Last">The last try.</param>
/// <param name="Tries">How many there were.</param>
internal sealed record Called(Attempt Last, int Tries);

/// <summary>A function that can be called, within the limits of its plan.</summary>
internal sealed partial class PlacedFunction(FunctionPlan plan, IFunctionTarget target, TimeProvider time, ILogger<PlacedFunction> logger) : IDisposable
{
    private readonly Bulkhead bulkhead = new(plan.AtOnce);

    /// <summary>Calls the function, again while it does not answer and has tries left. What it answers of itself is never asked for twice.</summary>
    public async ValueTask<Called> Call(Invocation invocation, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            var attempt = await Try(invocation, ct);
            if (attempt is not Attempt.Failed failed)
                return new(attempt, tries);

            Log.Failed(logger, invocation.Reference, failed.Detail, tries, plan.Tries);
            if (!failed.MayPass || tries >= plan.Tries)
                return new(attempt, tries);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => bulkhead.Dispose();

    private async Task<Attempt> Try(Invocation invocation, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(plan.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var end = either.Token;
        try
        {
            return await bulkhead.Run(() => target.Call(invocation, end), end) ?? Attempt.Crowded;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Attempt.TimedOut;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The function {Reference} did not answer: {Detail} (try {Tries} of {Most})")]
        public static partial void Failed(ILogger logger, string reference, string detail, int tries, int most);
    }
}
