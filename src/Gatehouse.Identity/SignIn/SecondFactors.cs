namespace Gatehouse.Identity;

/// <summary>Asks for second factors, each in its own way, and judges the answers.</summary>
public sealed class SecondFactors(CodeFactor code, AuthenticatorFactor authenticator, FactorSetUp setUp, Steps steps)
{
    /// <summary>Asks for the factor that comes next, or which of them it shall be, or that one is set up.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User user, NextStep next, CancellationToken ct) => next.Kind switch
    {
        NextStepKind.ProveFactor => await Ask(attempt, user, next.Factors![0], ct),
        NextStepKind.ChooseFactor => new SignInResult.ChooseFactor(steps.Seal(steps.Next(attempt, user, StepKind.ChooseFactor)), user, next.Factors!),
        _ => setUp.Ask(attempt, user, next.Factors!),
    };

    /// <summary>Asks for one factor.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User user, SecondFactor factor, CancellationToken ct) =>
        factor is SecondFactor.SoftwareToken ? authenticator.Ask(attempt, user) : await code.Ask(attempt, user, factor, ct);

    /// <summary>Judges what was given as proof of a factor.</summary>
    public ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string? session, SecondFactor factor, string proof, CancellationToken ct) =>
        factor is SecondFactor.SoftwareToken
            ? authenticator.Prove(attempt, session, proof, ct)
            : code.Prove(attempt, session, factor, proof, ct);

    /// <summary>Takes the choice, and asks for that factor. One that was not offered leaves the step open for another choice.</summary>
    public async ValueTask<Outcome<SignInResult>> Choose(SignInAttempt attempt, string? session, SecondFactor? chosen, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, StepKind.ChooseFactor, ct)).Refused(out var refusal, out var resumed))
            return refusal;
        if (chosen is not { } factor || !FactorFacts.Of(attempt.Pool, resumed.User).Chosen.Contains(factor))
            return new Refusal(RefusalKind.Invalid, "The selected MFA type is not one of those that can be chosen.");

        return await steps.Spend(resumed.Step, ct) ? await Ask(attempt, resumed.User, factor, ct) : RefusalKind.StepSpent;
    }
}
