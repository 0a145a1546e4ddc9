namespace Gatehouse.Triggers;

/// <summary>One call of a function.</summary>
/// <param name="Reference">The function as the pool names it.</param>
/// <param name="Key">A UUID, the same in every try, so that a function does nothing twice.</param>
/// <param name="Event">The event, JSON in UTF-8.</param>
internal sealed record Invocation(string Reference, string Key, byte[] Event)
{
    /// <summary>Until when the function may take, where it is told.</summary>
    public DateTimeOffset Deadline { get; init; }
}

/// <summary>How one try to call a function ended.</summary>
internal abstract record Attempt
{
    /// <summary>It answered.</summary>
    /// <param name="Body">With what.</param>
    public sealed record Answered(ReadOnlyMemory<byte> Body) : Attempt;

    /// <summary>It ran and failed of itself.</summary>
    /// <param name="Error">In these words.</param>
    public sealed record Threw(string Error) : Attempt;

    /// <summary>It did not run, or not to its end.</summary>
    /// <param name="Reason">As AWS names such a failure.</param>
    /// <param name="Detail">The same for the log.</param>
    /// <param name="MayPass">Another try may do better.</param>
    public sealed record Failed(string Reason, string Detail, bool MayPass) : Attempt;

    /// <summary>Its time was over.</summary>
    public static readonly Failed TimedOut = new("Socket timeout while invoking Lambda function", "its time was over", MayPass: true);

    /// <summary>Too many wait for it already.</summary>
    public static readonly Failed Crowded = new("TooManyRequestsException", "too many calls wait for it", MayPass: false);
}

/// <summary>Calls functions in one way. Safe for many threads.</summary>
internal interface IFunctionTarget
{
    /// <summary>Tries once. Whatever goes wrong is an answer, but for the end of the wait.</summary>
    Task<Attempt> Call(Invocation invocation, CancellationToken ct);
}
