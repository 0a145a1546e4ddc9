namespace Gatehouse.Identity;

/// <summary>Takes a sign-in on from what is proven: asks what <see cref="NextStep"/> says, or issues tokens.</summary>
public sealed class SignInProgress(NewPasswordFactor newPassword, SecondFactors second, FactorSetUp setUp, TokenMint mint, TimeProvider clock)
{
    /// <summary>Goes on with a person who has proven something.</summary>
    /// <param name="attempt">Where, and through what.</param>
    /// <param name="user">The person.</param>
    /// <param name="hasSecondFactor">Whether a second factor is among what was proven.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, User user, bool hasSecondFactor, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        var person = new ProvenPerson(user.Status, user.Enabled, clock.GetUtcNow() - (user.State.Password?.Since ?? default))
        {
            Factors = FactorFacts.Of(pool, user),
            HasSecondFactor = hasSecondFactor,
        };
        var next = NextStep.After(person, pool.Passwords, client.HidesUnknownUsers);
        return next.Kind switch
        {
            NextStepKind.Issue => await Issue(attempt, user, ct),
            NextStepKind.NewPassword => newPassword.Ask(attempt, user),
            NextStepKind.ProveFactor => await second.Ask(attempt, user, next.Factors![0], ct),
            NextStepKind.ChooseFactor => second.Offer(attempt, user, next.Factors!),
            NextStepKind.SetUpFactor => setUp.Ask(attempt, user, next.Factors!),
            _ => next.Why,
        };
    }

    private async ValueTask<Outcome<SignInResult>> Issue(SignInAttempt attempt, User user, CancellationToken ct) =>
        (await mint.Open(attempt, user, null, ct)).Refused(out var refusal, out var tokens)
            ? refusal
            : new SignInResult.SignedIn(tokens);
}
