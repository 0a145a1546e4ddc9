namespace Gatehouse.Identity;

/// <summary>Proof of an address as first factor, without a password. About people who are not there it says what it says of others.</summary>
public sealed class FirstCodeFactor(SignInCodes sent, Codes codes, Limits limits, Steps steps)
{
    // Whoever knows a name may ask for a code: two digits more make up for what nobody had to prove before.
    private const int Digits = 8;

    /// <summary>Sends a code and asks for it; for a person who is not there, or is kept out, it only says so.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User? user, FirstFactor factor, CancellationToken ct)
    {
        var (pool, _, name) = attempt;
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.SignInCode, who, ct))
            return RefusalKind.SlowDown;

        if ((await Draw(attempt, user, ct)).Refused(out var refusal, out var drawn))
            return refusal;

        var step = steps.First(attempt, user, KindOf(factor));
        var attribute = factor is FirstFactor.EmailCode ? Attributes.Email : Attributes.Phone;
        var delivered = user is { Enabled: true } ? await sent.Send(pool, step, attribute, drawn, ct) : null;
        if (delivered is null)
            await limits.PretendCode(pool.Id, CodePurpose.SignIn, who, ct);

        return new SignInResult.ProveFirst(steps.Seal(step), factor, delivered?.Sent ?? codes.Pretend(pool, name, [attribute]));
    }

    /// <summary>Judges a code. A right one works once, proves the address, and ends a sign-up that waits for it.</summary>
    public async ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string? session, FirstFactor factor, string code, CancellationToken ct)
    {
        if ((await steps.ResumeFirst(attempt, session, KindOf(factor), ct)).Refused(out var refusal, out var begun))
            return refusal;

        var (pool, _, name) = attempt;
        var (step, user) = begun;
        var who = limits.Who(pool, user, name);
        if (await limits.IsLocked(Lockout.OfCodes, pool.Id, who, ct))
            return RefusalKind.Locked;

        var change = user is { Enabled: true }
            ? await sent.Try(pool, step, user, code, u => u.Enabled && step.IsOf(u), ct)
            : new Change<CodeCheck>(null, await limits.TryPretendedCode(pool.Id, CodePurpose.SignIn, who, ct));
        return await sent.Judge(Lockout.OfCodes, step, who, change, ct);
    }

    // The pool's function has no say in what is sent to nobody.
    private async ValueTask<Outcome<DrawnCode>> Draw(SignInAttempt attempt, User? user, CancellationToken ct) => user is { Enabled: true }
        ? await codes.Draw(attempt.Caller, user, MessagePurpose.Authentication, ct, Digits)
        : codes.Draw(Digits);

    private static StepKind KindOf(FirstFactor factor) => factor is FirstFactor.EmailCode ? StepKind.FirstEmail : StepKind.FirstSms;
}
