namespace Gatehouse.Identity;

/// <summary>Somebody who proved a first factor other than the password.</summary>
/// <param name="User">The person.</param>
/// <param name="HasSecondFactor">Whether the proof counts as two factors.</param>
public sealed record ProvenFirst(User User, bool HasSecondFactor = false);

/// <summary>First factors other than the password, each asked for and judged in its own way.</summary>
public sealed class FirstProofs(FirstCodeFactor code, PasskeyFactor passkey)
{
    /// <summary>Asks for a proof, of somebody who may not be there.</summary>
    public ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User? user, FirstFactor factor, CancellationToken ct) =>
        factor is FirstFactor.Passkey ? passkey.Ask(attempt, user, ct) : code.Ask(attempt, user, factor, ct);

    /// <summary>Judges it.</summary>
    public async ValueTask<Outcome<ProvenFirst>> Prove(SignInAttempt attempt, string? session, FirstFactor factor, string proof, CancellationToken ct)
    {
        if (factor is FirstFactor.Passkey)
            return await passkey.Prove(attempt, session, proof, ct);

        return (await code.Prove(attempt, session, factor, proof, ct)).Refused(out var refusal, out var user) ? refusal : new ProvenFirst(user);
    }
}
