namespace Gatehouse.Identity;

/// <summary>
/// Asks the functions of pools. A function belongs to somebody else and may take its time: it is asked between changes to the store and
/// never within one, and what it says is judged against what is stored by then.
/// </summary>
public sealed class Consultations(IFunctions functions)
{
    /// <summary>What the pool's function says; where there is none for the occasion, what holds without one.</summary>
    public ValueTask<Outcome<TAnswer>> Ask<TAnswer>(Question<TAnswer> question, CancellationToken ct)
        where TAnswer : notnull =>
        question.Caller.Pool.Functions[question.Occasion] is { } function ? functions.Ask(function, question, ct) : new(question.Unasked);

    /// <summary>
    /// Tells the pool's function of a confirmation that is done. It is told whether or not the caller still waits; when it refuses, the
    /// confirmation stands all the same.
    /// </summary>
    public ValueTask<Outcome<Consent>> Tell(ConfirmationQuestion confirmation) => Ask(confirmation, CancellationToken.None);
}
