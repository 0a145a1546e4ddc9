namespace Gatehouse.Identity;

/// <summary>Somebody who proved a first factor other than the password.</summary>
/// <param name="User">The person.</param>
/// <param name="HasSecondFactor">Whether the proof counts as two factors.</param>
public sealed record ProvenFirst(User User, bool HasSecondFactor = false);

/// <summary>First factors other than the password, each asked for and judged in its own way.</summary>
public sealed class FirstProofs(FirstCodeFactor code, PasskeyFactor passkey)
{
    /// <summary>Asks for a proof, of somebody who may not be there.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User? user, FirstFactor factor, CancellationToken ct)
    {
        if (factor is not FirstFactor.Passkey)
            return await code.Ask(attempt, user, factor, ct);

        return (await passkey.Ask(attempt, user, StepKind.Passkey, ct)).Refused(out var refusal, out var asked) ? refusal : asked;
    }

    /// <summary>Judges it.</summary>
    public async ValueTask<Outcome<ProvenFirst>> Prove(SignInAttempt attempt, string? session, FirstFactor factor, string proof, CancellationToken ct)
    {
        if (factor is not FirstFactor.Passkey)
            return (await code.Prove(attempt, session, factor, proof, ct)).Refused(out var refused, out var user) ? refused : new ProvenFirst(user);

        return (await passkey.Resume(attempt, session, ct)).Refused(out var refusal, out var begun)
            ? refusal
            : await passkey.Prove(attempt, begun, proof, ct);
    }

    /// <summary>Judges the proof of a passkey that came with the choice of it.</summary>
    public ValueTask<Outcome<ProvenFirst>> Prove(SignInAttempt attempt, BegunStep begun, string proof, CancellationToken ct) =>
        passkey.Prove(attempt, begun, proof, ct);
}
