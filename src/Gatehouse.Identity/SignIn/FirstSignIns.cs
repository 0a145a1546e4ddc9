namespace Gatehouse.Identity;

/// <summary>
/// Carries somebody from the sign-up to the sign-in: who signs up, and proves the address from the same place, proves nothing else; nor
/// does who proves an address to which the code of a sign-in could have gone just as well. Each step is good once, for this person and
/// this application.
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

    /// <summary>The step that waits for the sign-in of somebody who is confirmed now; null when they have still to prove something.</summary>
    public async ValueTask<string?> GoOn(SignInAttempt attempt, Waiting waiting, User user, CancellationToken ct)
    {
        var isTheirs = waiting.Step is { } step && step.IsOf(user) && await steps.Spend(step, ct);
        return attempt.Client.Allows(SignInWays.Choice) && (isTheirs || CouldBeginSo(attempt.Pool, user)) ? Seal(attempt, user, StepKind.SignedUp) : null;
    }

    /// <summary>
    /// Signs in whom the step waits for. The step of the sign-up will do where the address was proven elsewhere, as by a link; until then it
    /// stays open.
    /// </summary>
    public async ValueTask<Outcome<SignInResult>> SignIn(SignInAttempt attempt, string session, CancellationToken ct)
    {
        if ((await begin.Meet(attempt, ct)).Refused(out var refusal, out _))
            return refusal;

        var isConfirmed = steps.KindOf(session) is not StepKind.SignUp;
        if ((await steps.ResumeFirst(attempt, session, isConfirmed ? StepKind.SignedUp : StepKind.SignUp, ct)).Refused(out refusal, out var begun))
            return refusal;
        if (!isConfirmed && begun.User is { Status: UserStatus.Unconfirmed })
            return RefusalKind.NotConfirmed;
        if (begun.User is not { } user || !begun.Step.WaitsFor(user) || !(isConfirmed || user.HasProven(Attributes.Email) || user.HasProven(Attributes.Phone)))
            return RefusalKind.StepInvalid;

        return await steps.Spend(begun.Step, ct) ? await progress.GoOn(attempt, user, hasSecondFactor: false, ct) : RefusalKind.StepSpent;
    }

    // Whoever has no password could not have given one.
    private static bool CouldBeginSo(UserPool pool, User user)
    {
        var factors = FirstFactors.Of(pool, user, hasPasskey: false);
        return user.State.Password is null
            || (factors.Contains(FirstFactor.EmailCode) && user.HasProven(Attributes.Email))
            || (factors.Contains(FirstFactor.SmsCode) && user.HasProven(Attributes.Phone));
    }

    private string Seal(SignInAttempt attempt, User user, StepKind kind) => steps.Seal(steps.Next(attempt, user, kind));
}

/// <summary>A sign-up that waits for its code.</summary>
/// <param name="Step">Its step; null when nobody waits any more.</param>
public readonly record struct Waiting(Step? Step);
