namespace Gatehouse.Identity;

/// <summary>The way in whose course a function of the pool decides, with the password or without.</summary>
public sealed class CourseFlow(Beginnings begin, SrpFactor srp, RiddleFactor riddle, SignInProgress progress)
{
    /// <summary>Begins.</summary>
    /// <param name="attempt">Who, where and through what. Who is not there goes all the way like others, where that is hidden.</param>
    /// <param name="publicA">The client's half of SRP; null where the function shall not be able to ask for the password.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<SignInResult>> Begin(SignInAttempt attempt, string? publicA, CancellationToken ct)
    {
        if (attempt.Pool.Functions[Occasion.SignInCourse] is null)
            return RefusalKind.CourseUnguided;
        if (publicA is not null && !srp.IsAcceptable(publicA))
            return SrpFactor.Unacceptable;
        if ((await begin.Meet(attempt, ct)).Refused(out var refusal, out var comer))
            return refusal;

        return await progress.Consult(attempt with { Course = Course.Begin(publicA) }, comer.User, ct);
    }

    /// <summary>Takes the answer to a riddle, right or wrong: the function decides what follows from it.</summary>
    public async ValueTask<Outcome<SignInResult>> Solve(SignInAttempt attempt, string? session, string answer, CancellationToken ct) =>
        (await riddle.Judge(attempt, session, answer, ct)).Refused(out var refusal, out var judged)
            ? refusal
            : await progress.Consult(judged.Attempt, judged.User, ct);

    /// <summary>Takes the proof of the password. A wrong one leaves the step open for another, and counts as it does elsewhere.</summary>
    public async ValueTask<Outcome<SignInResult>> ProvePassword(SignInAttempt attempt, string? session, SrpProof proof, CancellationToken ct) =>
        (await srp.ProveInCourse(attempt, session, proof, ct)).Refused(out var refusal, out var user)
            ? refusal
            : await progress.GoOn(attempt.After(RoundKind.Password) with { Name = user.Username }, user, hasSecondFactor: false, ct);
}
