using System.Text.Json.Nodes;

namespace Gatehouse.Triggers;

/// <summary>Shows the latest calls of a pool's functions on this node, and sends one again.</summary>
public sealed class FunctionRuns
{
    private readonly RunLog log;
    private readonly Runner runner;

    internal FunctionRuns(RunLog log, Runner runner) => (this.log, this.runner) = (log, runner);

    /// <summary>The calls, the newest first.</summary>
    public IReadOnlyList<FunctionRun> Of(string poolId) => log.Of(poolId);

    /// <summary>Sends the event of a run to its function again. Nothing follows from what it answers.</summary>
    /// <param name="run">A run that <see cref="FunctionRun.CanReplay"/>.</param>
    /// <param name="ct">Cancels the wait.</param>
    /// <returns>The new run.</returns>
    public async ValueTask<FunctionRun> Replay(FunctionRun run, CancellationToken ct)
    {
        if (!run.CanReplay)
            throw new ArgumentException("What is hidden in a run cannot be sent again.", nameof(run));

        var sent = JsonNode.Parse(run.Event!)!.AsObject();
        var ran = await runner.Run(run.Function, sent, null, ct);
        return runner.Keep(ran, ran.Answer is { } body ? EventText.Read(sent, body, out _) : null, isReplay: true);
    }
}
