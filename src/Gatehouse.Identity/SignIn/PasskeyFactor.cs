namespace Gatehouse.Identity;

/// <summary>
/// Proof of a passkey instead of a password. A stranger who seems to have one is asked like somebody who has, and every answer that does not
/// hold is refused in the same words.
/// </summary>
public sealed class PasskeyFactor(Passkeys passkeys, RelyingParties parties, IPasskeyCeremonies ceremonies, Steps steps, Strangers strangers)
{
    /// <summary>Whether somebody has a passkey for the domain of the pool; null where nobody can have one.</summary>
    public async ValueTask<bool?> IsThere(SignInAttempt attempt, User? user, CancellationToken ct) =>
        (await parties.Of(attempt.Pool, attempt.Client, ct)).Refused(out _, out var party)
            ? null
            : (await Usable(attempt, user, party, ct)).Count > 0;

    /// <summary>Asks for a proof.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        if ((await parties.Of(attempt.Pool, attempt.Client, ct)).Refused(out _, out var party))
            return RefusalKind.StepInvalid;

        var step = steps.First(attempt, user, StepKind.Passkey);
        var usable = await Usable(attempt, user, party, ct);
        var asked = user is null ? [strangers.PasskeyOf(attempt.Pool, attempt.Name, party.Id)] : usable;
        var (options, state) = await ceremonies.AskProof(new(party, step.Sub, attempt.Name, asked));
        return new SignInResult.ProvePasskey(steps.Seal(step with { Ceremony = state }), options);
    }

    /// <summary>Judges a proof. A wrong one ends the sign-in.</summary>
    public async ValueTask<Outcome<ProvenFirst>> Prove(SignInAttempt attempt, string? session, string answer, CancellationToken ct)
    {
        if ((await steps.ResumeFirst(attempt, session, StepKind.Passkey, ct)).Refused(out var refusal, out var begun))
            return refusal;

        var (step, user) = begun;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;
        if ((await parties.Of(attempt.Pool, attempt.Client, ct)).Refused(out _, out var party))
            return RefusalKind.StepInvalid;

        var holder = new PasskeyHolder(party, step.Sub, attempt.Name, await Usable(attempt, user, party, ct));
        if ((await ceremonies.TakeProof(holder, step.Ceremony!, answer)).Refused(out _, out var passkey))
            return RefusalKind.WrongPassword;
        if (user is null || !await passkeys.Use(user, passkey, ct))
            return RefusalKind.WrongPassword;

        return new ProvenFirst(user, party.RequiresVerification && attempt.Pool.Passkeys is { SatisfiesSecondFactor: true });
    }

    private async ValueTask<IReadOnlyList<Passkey>> Usable(SignInAttempt attempt, User? user, RelyingParty party, CancellationToken ct)
    {
        var owned = await passkeys.Of(attempt.Pool.Id, user?.Sub ?? strangers.SubOf(attempt.Pool, attempt.Name), ct);
        return [.. owned.Where(passkey => passkey.PartyId == party.Id)];
    }
}
