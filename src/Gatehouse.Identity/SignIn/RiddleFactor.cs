namespace Gatehouse.Identity;

/// <summary>
/// Proof by an answer that functions of the pool ask for and judge. What they keep of the riddle travels with the client, sealed. Each
/// riddle takes one answer: another try is another riddle, if the function that decides wants one.
/// </summary>
public sealed class RiddleFactor(Consultations consultations, Steps steps, Strangers strangers)
{
    // What is kept of this round must have room in the step after it as well.
    private const int Longest = Steps.Longest - 64;

    /// <summary>Has a riddle made, and asks it. Somebody who is not there is asked like anybody else.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        var functions = attempt.Pool.Functions;
        if (functions[Occasion.RiddleMaking] is null || functions[Occasion.RiddleAnswer] is null)
            return RefusalKind.CourseUnguided;

        var question = new RiddleQuestion(attempt.Caller, user?.Username ?? strangers.NameOf(attempt, null), user, attempt.Course!);
        if ((await consultations.Ask(question, ct)).Refused(out var refusal, out var riddle))
            return refusal;

        var session = steps.Seal(steps.First(attempt, user, StepKind.Riddle) with { Riddle = riddle.Secret });
        return session.Length <= Longest
            ? new SignInResult.SolveRiddle(session, strangers.NameOf(attempt, user), riddle.Shown)
            : RefusalKind.RiddleTooLong;
    }

    /// <summary>Has an answer judged. The step is spent before: however many answers come at once, one is looked at.</summary>
    /// <returns>Whom it is about, and the attempt one round later.</returns>
    public async ValueTask<Outcome<Judged>> Judge(SignInAttempt attempt, string? session, string answer, CancellationToken ct)
    {
        if ((await steps.ResumeFirst(attempt, session, StepKind.Riddle, ct)).Refused(out var refusal, out var begun))
            return refusal;

        var (step, user) = begun;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;

        var goingOn = attempt with { StrangerSub = user is null ? step.Sub : null };
        var question = new RiddleAnswerQuestion(attempt.Caller, user?.Username ?? strangers.NameOf(goingOn, null), user, step.Riddle, answer);
        return (await consultations.Ask(question, ct)).Refused(out refusal, out var verdict)
            ? refusal
            : new Judged(goingOn with { Course = step.Course!.With(new(RoundKind.Riddle, verdict.IsRight, step.Riddle.Note)) }, user);
    }
}

/// <summary>An answer that was judged.</summary>
/// <param name="Attempt">The attempt, one round later.</param>
/// <param name="User">The person; null for somebody who is not there.</param>
public sealed record Judged(SignInAttempt Attempt, User? User);
