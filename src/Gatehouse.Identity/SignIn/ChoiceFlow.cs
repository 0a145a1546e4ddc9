namespace Gatehouse.Identity;

/// <summary>With what somebody wants to begin, and what they have given of it already.</summary>
/// <param name="Factor">The factor.</param>
/// <param name="BySrp">The password shall not cross the wire.</param>
/// <param name="Password">The password; null when it is still to come.</param>
/// <param name="PublicA">The client's half of SRP; null when it is still to come.</param>
public sealed record FirstChoice(FirstFactor Factor, bool BySrp = false, string? Password = null, string? PublicA = null)
{
    /// <summary>The browser's answer, where a passkey was among what could be chosen; null when it is still to come.</summary>
    public string? Credential { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"FirstChoice {Factor}";
}

/// <summary>
/// The way in on which the person chooses the first factor. What is offered to people who are not there looks like what is offered to
/// others.
/// </summary>
public sealed class ChoiceFlow(
    Beginnings begin, PasswordFactor password, SrpFactor srp, FirstProofs proofs, FirstSteps steps, SignInProgress progress)
{
    /// <summary>Begins with the factor that is wanted, if it is one of those that can be; else asks which it shall be.</summary>
    public async ValueTask<Outcome<SignInResult>> Begin(SignInAttempt attempt, FirstChoice? wanted, CancellationToken ct)
    {
        if ((await begin.Meet(attempt, ct)).Refused(out var refusal, out var comer))
            return refusal;

        var user = comer.User;
        var offered = await steps.Offered(attempt, user, ct);
        return wanted is not null && offered.Contains(wanted.Factor)
            ? await Take(attempt, new(null, user), wanted, ct)
            : await steps.Offer(attempt, user, offered, ct);
    }

    /// <summary>
    /// Takes the choice. One that was not offered, and a wrong password, leave the step open for another; who was asked for a passkey and
    /// has none at hand chooses anew.
    /// </summary>
    public async ValueTask<Outcome<SignInResult>> Choose(SignInAttempt attempt, string? session, FirstChoice? chosen, CancellationToken ct)
    {
        if ((await steps.ResumeChoice(attempt, session, ct)).Refused(out var refusal, out var begun))
            return refusal;

        if (chosen is null || !(await steps.Offered(attempt, begun.User, ct)).Contains(chosen.Factor))
            return new Refusal(RefusalKind.Invalid, "The selected challenge is not one of those that are available.");

        return chosen is { Factor: FirstFactor.Passkey, Credential: { } answer }
            ? await GoOn(attempt, FirstFactor.Passkey, await proofs.Prove(attempt, begun, answer, ct), ct)
            : await Take(attempt, new(begun.Step, begun.User), chosen, ct);
    }

    /// <summary>Takes the password, or the client's half of SRP, where one of them was asked for.</summary>
    public async ValueTask<Outcome<SignInResult>> Go(SignInAttempt attempt, string? session, FirstChoice given, CancellationToken ct) =>
        (await steps.Resume(attempt, session, given.BySrp ? StepKind.PasswordBySrp : StepKind.Password, ct)).Refused(out var refusal, out var begun)
            ? refusal
            : await Take(attempt, new(begun.Step, begun.User), given, ct);

    /// <summary>Takes a code that was sent, or the proof of a passkey.</summary>
    public async ValueTask<Outcome<SignInResult>> Prove(SignInAttempt attempt, string? session, FirstFactor factor, string proof, CancellationToken ct) =>
        await GoOn(attempt, factor, await proofs.Prove(attempt, session, factor, proof, ct), ct);

    private async ValueTask<Outcome<SignInResult>> GoOn(SignInAttempt attempt, FirstFactor factor, Outcome<ProvenFirst> judged, CancellationToken ct)
    {
        if (judged.Refused(out var refusal, out var proven))
            return refusal;

        // The same address could be the second factor by now, and would be all there is to prove. A passkey that was proven is there.
        return FirstFactors.Of(attempt.Pool, proven.User, hasPasskey: factor is FirstFactor.Passkey).Contains(factor)
            ? await progress.GoOn(attempt, proven.User, proven.HasSecondFactor, ct)
            : RefusalKind.StepInvalid;
    }

    private async ValueTask<Outcome<SignInResult>> Take(SignInAttempt attempt, Begun begun, FirstChoice choice, CancellationToken ct)
    {
        if (choice is { Factor: FirstFactor.Password, BySrp: false, Password: { } secret })
            return await ByPassword(attempt, begun.Step, secret, ct);
        if (!await steps.Spend(begun.Step, ct))
            return RefusalKind.StepSpent;
        if (choice.Factor is not FirstFactor.Password)
            return await proofs.Ask(attempt, begun.User, choice.Factor, ct);

        return choice is { BySrp: true, PublicA: { } half }
            ? await srp.Begin(attempt, half, ct)
            : new SignInResult.AskPassword(
                steps.Seal(attempt, begun.User, choice.BySrp ? StepKind.PasswordBySrp : StepKind.Password), choice.BySrp);
    }

    private async ValueTask<Outcome<SignInResult>> ByPassword(SignInAttempt attempt, Step? step, string secret, CancellationToken ct)
    {
        if ((await password.Prove(attempt, secret, ct)).Refused(out var refusal, out var user))
            return refusal;

        return await steps.Spend(step, ct) ? await progress.GoOn(attempt, user, hasSecondFactor: false, ct) : RefusalKind.StepSpent;
    }

    private readonly record struct Begun(Step? Step, User? User);
}

/// <summary>Steps before anything is proven, and what is offered in them.</summary>
public sealed class FirstSteps(Steps steps, Strangers strangers, PasskeyFactor passkey)
{
    /// <summary>
    /// With what somebody can begin. The store is asked for strangers too; who can begin with nothing seems to have a password, as strangers
    /// do.
    /// </summary>
    public async ValueTask<IReadOnlyList<FirstFactor>> Offered(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        var hasPasskey = await passkey.IsThere(attempt, user, ct);
        if (user is null)
            return strangers.FactorsOf(attempt.Pool, attempt.Name, withPasskeys: hasPasskey is not null);

        var own = FirstFactors.Of(attempt.Pool, user, hasPasskey is true);
        return own.Count > 0 ? own : [.. attempt.Pool.FirstFactors.Where(factor => factor is FirstFactor.Password)];
    }

    /// <summary>Asks with what somebody begins; where a passkey can be chosen, it can be proven along with the choice.</summary>
    public async ValueTask<Outcome<SignInResult>> Offer(SignInAttempt attempt, User? user, IReadOnlyList<FirstFactor> offered, CancellationToken ct)
    {
        if (!offered.Contains(FirstFactor.Passkey))
            return new SignInResult.ChooseFirst(Seal(attempt, user, StepKind.ChooseFirst), offered, null);

        return (await passkey.Ask(attempt, user, StepKind.ChooseFirst, ct)).Refused(out var refusal, out var asked)
            ? refusal
            : new SignInResult.ChooseFirst(asked.Session, offered, asked.Options);
    }

    /// <summary>Seals the step that waits for somebody, there or not.</summary>
    public string Seal(SignInAttempt attempt, User? user, StepKind kind) => steps.Seal(steps.First(attempt, user, kind));

    /// <summary>Opens a step.</summary>
    public ValueTask<Outcome<BegunStep>> Resume(SignInAttempt attempt, string? session, StepKind kind, CancellationToken ct) =>
        steps.ResumeFirst(attempt, session, kind, ct);

    /// <summary>Opens a step in which a factor can be chosen, or chosen in place of a passkey.</summary>
    public ValueTask<Outcome<BegunStep>> ResumeChoice(SignInAttempt attempt, string? session, CancellationToken ct) =>
        Resume(attempt, session, steps.KindOf(session) is StepKind.Passkey ? StepKind.Passkey : StepKind.ChooseFirst, ct);

    /// <summary>Spends a step; there is none to spend where a sign-in begins.</summary>
    public async ValueTask<bool> Spend(Step? step, CancellationToken ct) => step is null || await steps.Spend(step, ct);
}
