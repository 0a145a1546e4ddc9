namespace Gatehouse.Identity;

/// <summary>Takes a sign-in on from what is proven: asks what <see cref="NextStep"/> says, or issues tokens.</summary>
public sealed class SignInProgress(
    NewPasswordFactor newPassword, SecondFactors second, FactorSetUp setUp, DeviceFactor device, Arrivals arrivals, TimeProvider clock)
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
        };
        var next = NextStep.After(person, pool.Passwords, client.HidesUnknownUsers);
        return next.Kind switch
        {
            NextStepKind.Issue => await arrivals.Open(attempt, user, arriving, ct),
            NextStepKind.NewPassword => newPassword.Ask(attempt, user),
            NextStepKind.ProveFactor => await second.Ask(attempt, user, next.Factors![0], ct),
            NextStepKind.ChooseFactor => second.Offer(attempt, user, next.Factors!),
            NextStepKind.SetUpFactor => setUp.Ask(attempt, user, next.Factors!),
            NextStepKind.ProveDevice => device.Ask(attempt, user, hasSecondFactor),
            _ => next.Why,
        };
    }

    /// <summary>Goes on after a device proved itself.</summary>
    public ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, ProvenDevice proven, CancellationToken ct) =>
        GoOn(attempt with { Cause = TokenCause.Device, Device = attempt.Device! with { IsProven = true } }, proven.User, proven.HasSecondFactor, ct);
}
