namespace Gatehouse.Identity;

/// <summary>Where a function of the pool sends a sign-in.</summary>
/// <param name="Asked">What it asks; null when it lets the person in.</param>
/// <param name="Admitted">The person it lets in, as they are now.</param>
public readonly record struct Turn(SignInResult? Asked, User? Admitted);

/// <summary>Has a function of the pool decide what comes next in a sign-in, and asks for it.</summary>
public sealed class CourseGuide(
    Consultations consultations, RiddleFactor riddle, SrpFactor srp, SecondFactors second, Strangers strangers, IUsers users)
{
    /// <summary>Asks the function. It lets in nobody who is not there, and nobody whose password was replaced while it thought.</summary>
    public async ValueTask<Outcome<Turn>> Ask(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        var course = attempt.Course!;
        var question = new CourseQuestion(attempt.Caller, user?.Username ?? strangers.NameOf(attempt, null), user, course);
        if ((await consultations.Ask(question, ct)).Refused(out var refusal, out var decision))
            return refusal;
        if (decision.IsAdmitted)
            return await Admit(user, ct);
        if (decision.Next is not { } next || course.IsOver)
            return RefusalKind.WrongPassword;

        return (await Demand(attempt, user, next, ct)).Refused(out refusal, out var asked) ? refusal : new Turn(asked, null);
    }

    private ValueTask<Outcome<SignInResult>> Demand(SignInAttempt attempt, User? user, RoundKind next, CancellationToken ct) => next switch
    {
        RoundKind.Riddle => riddle.Ask(attempt, user, ct),
        RoundKind.Password => new(srp.BeginInCourse(attempt, user)),
        _ => second.Ask(attempt, user!, Enum.GetValues<SecondFactor>().First(factor => Course.KindOf(factor) == next), ct),
    };

    private async ValueTask<Outcome<Turn>> Admit(User? user, CancellationToken ct)
    {
        var now = user is null ? null : await users.BySub(user.PoolId, user.Sub, ct);
        return now is not null && Step.SinceOf(now) == Step.SinceOf(user!) ? new Turn(null, now) : RefusalKind.WrongPassword;
    }
}
