namespace Gatehouse.Identity;

/// <summary>Functions that belong to pools and run elsewhere.</summary>
public interface IFunctions
{
    /// <summary>
    /// Asks a function, for as long and as often as its settings allow. Refused with <see cref="RefusalKind.FunctionRefused"/> when it says no,
    /// <see cref="RefusalKind.FunctionFailed"/> when it does not answer, <see cref="RefusalKind.FunctionMistaken"/> when it answers something else.
    /// </summary>
    /// <param name="function">The reference, as the settings of the pool name it.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="ct">Cancels the wait.</param>
    ValueTask<Outcome<TAnswer>> Ask<TAnswer>(string function, Question<TAnswer> question, CancellationToken ct)
        where TAnswer : notnull;
}
