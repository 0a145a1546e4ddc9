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

    /// <summary>Begins a step that a passkey can answer, be it the only answer or one of several.</summary>
    public async ValueTask<Outcome<SignInResult.ProvePasskey>> Ask(SignInAttempt attempt, User? user, StepKind kind, CancellationToken ct)
    {
        if ((await PartyOf(attempt, user, ct)).Refused(out var refusal, out var party))
            return refusal;

        var step = steps.First(attempt, user, kind);
        var usable = await Usable(attempt, user, party, ct);
        var asked = user is null ? [strangers.PasskeyOf(attempt.Pool, attempt.Name, party.Id)] : usable;
        var (options, state) = await ceremonies.AskProof(new(party, step.Sub, attempt.Name, asked));
        return new SignInResult.ProvePasskey(steps.Seal(step with { Ceremony = state }), options);
    }

    /// <summary>Opens the step that waits for a passkey and nothing else.</summary>
    public ValueTask<Outcome<BegunStep>> Resume(SignInAttempt attempt, string? session, CancellationToken ct) =>
        steps.ResumeFirst(attempt, session, StepKind.Passkey, ct);

    /// <summary>Judges a proof. A wrong one ends the sign-in.</summary>
    public async ValueTask<Outcome<ProvenFirst>> Prove(SignInAttempt attempt, BegunStep begun, string answer, CancellationToken ct)
    {
        var (step, user) = begun;
        if (step.Ceremony is not { } state)
            return RefusalKind.StepInvalid;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;
        if ((await PartyOf(attempt, user, ct)).Refused(out var refusal, out var party))
            return refusal;

        var holder = new PasskeyHolder(party, step.Sub, attempt.Name, await Usable(attempt, user, party, ct));
        if ((await ceremonies.TakeProof(holder, state, answer)).Refused(out _, out var passkey))
            return RefusalKind.WrongPassword;
        if (user is null || !await passkeys.Use(user, passkey, ct))
            return RefusalKind.WrongPassword;

        return new ProvenFirst(user, FirstFactors.PasskeyIsBoth(attempt.Pool, user));
    }

    // A passkey that counts as both factors does so because the device makes sure of the person.
    private async ValueTask<Outcome<RelyingParty>> PartyOf(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        if ((await parties.Of(attempt.Pool, attempt.Client, ct)).Refused(out _, out var party))
            return RefusalKind.StepInvalid;

        var isBoth = user is null ? strangers.PasskeyIsBoth(attempt.Pool, attempt.Name) : FirstFactors.PasskeyIsBoth(attempt.Pool, user);
        return isBoth ? party with { RequiresVerification = true } : party;
    }

    private async ValueTask<IReadOnlyList<Passkey>> Usable(SignInAttempt attempt, User? user, RelyingParty party, CancellationToken ct)
    {
        var owned = await passkeys.Of(attempt.Pool.Id, user?.Sub ?? strangers.SubOf(attempt.Pool, attempt.Name), ct);
        return [.. owned.Where(passkey => passkey.PartyId == party.Id)];
    }
}
