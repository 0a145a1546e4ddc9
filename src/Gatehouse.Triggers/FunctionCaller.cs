using Gatehouse.Identity;

namespace Gatehouse.Triggers;

/// <summary>Asks functions in the words of Amazon Cognito's events, and words their refusals as it does.</summary>
internal sealed class FunctionCaller(Runner runner) : IFunctions
{
    /// <inheritdoc/>
    public async ValueTask<Outcome<TAnswer>> Ask<TAnswer>(string function, Question<TAnswer> question, CancellationToken ct)
        where TAnswer : notnull
    {
        var wording = Wordings.Of(question);
        var ran = await runner.Run(function, wording.Write(question), question.Key, ct);
        var outcome = Judge(wording, question, ran);
        runner.Keep(ran, outcome.Refused(out var refusal, out _) ? refusal.Detail : null);
        return outcome;
    }

    private static Outcome<TAnswer> Judge<TAnswer>(Wording<TAnswer> wording, Question<TAnswer> question, Ran ran)
        where TAnswer : notnull
    {
        switch (ran.Last)
        {
            case Attempt.Threw threw:
                return new Refusal(RefusalKind.FunctionRefused, $"{wording.Trigger} failed with error {threw.Error}.");
            case Attempt.Failed failed:
                return new Refusal(RefusalKind.FunctionFailed, $"{wording.Trigger} invocation failed due to error {failed.Reason}.");
            case Attempt.Answered when !wording.IsAnswered:
                return question.Unasked;
            default:
                if (EventText.Read(ran.Sent, ran.Answer!.Value, out var response) is { } problem)
                    return new Refusal(RefusalKind.FunctionMistaken, problem);
                return wording.TryRead(question, response, out var answer)
                    ? answer
                    : new Refusal(RefusalKind.FunctionMistaken, EventText.NotUnderstood);
        }
    }
}
