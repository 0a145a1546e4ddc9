namespace Gatehouse.Triggers;

/// <summary>How a call of a function ended.</summary>
public enum RunOutcome
{
    /// <summary>It was answered, and understood.</summary>
    Answered,

    /// <summary>The function said no.</summary>
    SaidNo,

    /// <summary>It was not answered, in none of the tries.</summary>
    NoAnswer,

    /// <summary>It was answered, and not understood.</summary>
    NotUnderstood,

    /// <summary>The caller went away meanwhile.</summary>
    Abandoned,
}

/// <summary>One call of a function, as it can be read afterwards.</summary>
/// <param name="Id">A UUID; the function could know the call by it, unless that was about a message, which has an id of its own.</param>
/// <param name="PoolId">The pool.</param>
/// <param name="Function">The function as the pool names it.</param>
/// <param name="Source">The <c>triggerSource</c>.</param>
/// <param name="Started">When.</param>
public sealed record FunctionRun(string Id, string PoolId, string Function, string Source, DateTimeOffset Started)
{
    /// <summary>How long it took, all tries together.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How many tries there were; 0 when nobody knows where the function is.</summary>
    public int Tries { get; init; }

    /// <summary>How it ended.</summary>
    public RunOutcome Outcome { get; init; }

    /// <summary>What the caller was told; null when all was well.</summary>
    public string? Problem { get; init; }

    /// <summary>The event, what is secret in it hidden; null when it was too long to be kept.</summary>
    public string? Event { get; init; }

    /// <summary>What came back, in the same way.</summary>
    public string? Answer { get; init; }

    /// <summary>Something in the event is hidden, so it cannot be sent again.</summary>
    public bool HidesSomething { get; init; }

    /// <summary>It is a run of before that was sent again: nothing followed from it.</summary>
    public bool IsReplay { get; init; }

    /// <summary>Whether the event can be sent again.</summary>
    public bool CanReplay => Event is not null && !HidesSomething;

    /// <inheritdoc/>
    public override string ToString() => $"FunctionRun {Id}";
}
