namespace Gatehouse.Identity;

/// <summary>Takes a sign-in on from what is proven: asks what <see cref="NextStep"/> says, or issues tokens.</summary>
public sealed class SignInProgress(
    NewPasswordFactor newPassword, SecondFactors second, DeviceFactor device, CourseGuide guide, Arrivals arrivals, TimeProvider clock)
{
    /// <summary>Goes on with a person who has proven something.</summary>
    /// <param name="attempt">Where, and through what.</param>
    /// <param name="user">The person.</param>
    /// <param name="hasSecondFactor">Whether a second factor is among what was proven.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, User user, bool hasSecondFactor, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        if ((await arrivals.Find(attempt, user, ct)).Refused(out var refusal, out var arriving))
            return refusal;

        var person = new ProvenPerson(user.Status, user.Enabled, clock.GetUtcNow() - (user.State.Password?.Since ?? default))
        {
            Factors = FactorFacts.Of(pool, user),
            HasSecondFactor = hasSecondFactor,
            OwesDeviceProof = arriving.OwesProof,
            DeviceSpares = pool.Devices is { SparesSecondFactor: true },
            OwesVerdict = attempt.Course is not null,
        };
        var next = NextStep.After(person, pool.Passwords, client.HidesUnknownUsers);
        return next.Kind switch
        {
            NextStepKind.Issue => await arrivals.Open(attempt, user, arriving, ct),
            NextStepKind.NewPassword => newPassword.Ask(attempt, user),
            NextStepKind.ProveDevice => device.Ask(attempt, user, hasSecondFactor),
            NextStepKind.Consult => await Consult(attempt, user, ct),
            NextStepKind.Refuse => next.Why,
            _ => await second.Ask(attempt, user, next, ct),
        };
    }

    /// <summary>Has the pool's function decide, of somebody who may not be there. Whom it lets in has proven as much as it wants.</summary>
    public async ValueTask<Outcome<SignInResult>> Consult(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        if ((await guide.Ask(attempt, user, ct)).Refused(out var refusal, out var turn))
            return refusal;

        return turn.Asked is { } asked ? asked : await GoOn(attempt with { Course = null }, turn.Admitted!, hasSecondFactor: true, ct);
    }

    /// <summary>Goes on after a device proved itself.</summary>
    public ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, ProvenDevice proven, CancellationToken ct) =>
        GoOn(
            attempt.After(RoundKind.DeviceBegun).After(RoundKind.Device) with { Cause = TokenCause.Device, Device = attempt.Device! with { IsProven = true } },
            proven.User,
            proven.HasSecondFactor,
            ct);
}
