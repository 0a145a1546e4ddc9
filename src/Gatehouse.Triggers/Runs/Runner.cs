using System.Text.Json.Nodes;
using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>A call that ended, before anybody judged what came of it.</summary>
/// <param name="Run">What is known of it.</param>
/// <param name="Sent">The event.</param>
/// <param name="Last">The last try.</param>
internal sealed record Ran(FunctionRun Run, JsonObject Sent, Attempt Last)
{
    /// <summary>What the function answered; null when it did not.</summary>
    public ReadOnlyMemory<byte>? Answer => (Last as Attempt.Answered)?.Body;
}

/// <summary>Calls functions, and keeps what came of it.</summary>
internal sealed class Runner(FunctionTable table, RunLog log, IRandom random, TimeProvider time)
{
    // As Lambda answers somebody who may not call a function, or names one that is not there.
    private static readonly Attempt.Failed Nowhere = new("AccessDeniedException", "nothing says where it is", MayPass: false);

    /// <summary>Sends an event to a function.</summary>
    /// <param name="function">The function as the pool names it.</param>
    /// <param name="sent">The event.</param>
    /// <param name="key">What the function can know the occasion by, when this is not the first time; null for a key of its own.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Ran> Run(string function, JsonObject sent, string? key, CancellationToken ct)
    {
        var run = new FunctionRun(random.Uuid(), (string)sent["userPoolId"]!, function, (string)sent["triggerSource"]!, time.GetUtcNow());
        var started = time.GetTimestamp();
        try
        {
            var called = table.Find(function) is { } placed
                ? await placed.Call(new(function, key ?? run.Id, EventText.Write(sent)), ct)
                : new Called(Nowhere, 0);
            return new(run with { Took = time.GetElapsedTime(started), Tries = called.Tries }, sent, called.Last);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            log.Add(Redacted(run, sent) with { Took = time.GetElapsedTime(started), Outcome = RunOutcome.Abandoned });
            throw;
        }
    }

    /// <summary>Keeps a run that was judged.</summary>
    /// <param name="ran">The run.</param>
    /// <param name="problem">What the caller is told; null when all was well.</param>
    /// <param name="isReplay">Nothing follows from it.</param>
    public FunctionRun Keep(Ran ran, string? problem, bool isReplay = false)
    {
        var run = Redacted(ran.Run, ran.Sent) with
        {
            Outcome = ran.Last switch
            {
                Attempt.Threw => RunOutcome.SaidNo,
                Attempt.Failed => RunOutcome.NoAnswer,
                _ => problem is null ? RunOutcome.Answered : RunOutcome.NotUnderstood,
            },
            Problem = problem ?? (ran.Last as Attempt.Threw)?.Error ?? (ran.Last as Attempt.Failed)?.Detail,
            Answer = ran.Answer is { } body ? Redaction.Of(body) : null,
            IsReplay = isReplay,
        };
        log.Add(run);
        return run;
    }

    private static FunctionRun Redacted(FunctionRun run, JsonObject sent) =>
        run with { Event = Redaction.Of(sent, out var hidesSomething), HidesSomething = hidesSomething };
}
