namespace Gatehouse.Identity;

/// <summary>
/// Carries somebody from the sign-up to the sign-in: who signs up, and proves the address from the same place, proves nothing else. Each
/// step is good once, for this person and this application.
/// </summary>
public sealed class FirstSignIns(Beginnings begin, Steps steps, SignInProgress progress)
{
    /// <summary>The step that waits for the code of a sign-up; null where the application does not sign people in this way, or none is awaited.</summary>
    public string? Await(SignInAttempt attempt, User user) =>
        attempt.Client.Allows(SignInWays.Choice) && user.Status is UserStatus.Unconfirmed ? Seal(attempt, user, StepKind.SignUp) : null;

    /// <summary>Takes the step back before the code is looked at. It stays open: a mistyped code is no end.</summary>
    /// <returns>Whose it is; nobody's when it is too old, for that is no reason not to confirm.</returns>
    public async ValueTask<Outcome<Waiting>> Take(SignInAttempt attempt, string session, CancellationToken ct)
    {
        if (!(await steps.ResumeFirst(attempt, session, StepKind.SignUp, ct)).Refused(out var refusal, out var begun))
            return new Waiting(begun.Step);

        return refusal.Kind is RefusalKind.StepExpired ? new Waiting(null) : refusal;
    }

    /// <summary>The step that waits for the sign-in of somebody who is confirmed now; null when there was none before it.</summary>
    public async ValueTask<string?> GoOn(SignInAttempt attempt, Waiting waiting, User user, CancellationToken ct) =>
        waiting.Step is { } step && step.IsOf(user) && await steps.Spend(step, ct) ? Seal(attempt, user, StepKind.SignedUp) : null;

    /// <summary>Signs in whom the step waits for.</summary>
    public async ValueTask<Outcome<SignInResult>> SignIn(SignInAttempt attempt, string session, CancellationToken ct)
    {
        if ((await begin.Meet(attempt, ct)).Refused(out var refusal, out _))
            return refusal;
        if ((await steps.Resume(attempt, session, StepKind.SignedUp, ct)).Refused(out refusal, out var resumed))
            return refusal;

        return await steps.Spend(resumed.Step, ct) ? await progress.GoOn(attempt, resumed.User, hasSecondFactor: false, ct) : RefusalKind.StepSpent;
    }

    private string Seal(SignInAttempt attempt, User user, StepKind kind) => steps.Seal(steps.Next(attempt, user, kind));
}

/// <summary>A sign-up that waits for its code.</summary>
/// <param name="Step">Its step; null when nobody waits any more.</param>
public readonly record struct Waiting(Step? Step);
