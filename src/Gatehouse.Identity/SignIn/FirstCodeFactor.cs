namespace Gatehouse.Identity;

/// <summary>Proof of an address as first factor, without a password. About people who are not there it says what it says of others.</summary>
public sealed class FirstCodeFactor(SignInCodes signInCodes, Codes codes, Limits limits, Steps steps)
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

        var step = steps.First(attempt, user, KindOf(factor));
        var attribute = factor is FirstFactor.EmailCode ? Attributes.Email : Attributes.Phone;
        var sent = user is { Enabled: true } ? await Send(attempt, user, step, attribute, ct) : null;
        if ((sent ?? await Pretend(attempt, who, attribute, ct)).Refused(out var refusal, out var delivery))
            return refusal.IsOfBudget ? RefusalKind.SlowDown : refusal;

        return new SignInResult.ProveFirst(steps.Seal(step), factor, delivery);
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
            ? await signInCodes.Try(pool, step, user, code, u => u.Enabled && step.IsOf(u), ct)
            : new Change<CodeCheck>(null, await limits.TryPretendedCode(pool.Id, CodePurpose.SignIn, who, ct));
        return await signInCodes.Judge(Lockout.OfCodes, step, who, change, ct);
    }

    // Null when the person went away meanwhile, or has no such address.
    private async ValueTask<Outcome<Delivery>?> Send(SignInAttempt attempt, User user, Step step, string attribute, CancellationToken ct)
    {
        var planned = new PlannedMessage(user, MessagePurpose.Authentication, Destination.Of(user, attribute))
        {
            Digits = Digits, HidesLimit = attempt.Client.HidesUnknownUsers,
        };
        if ((await codes.Draw(attempt.Caller, planned, ct)).Refused(out var refusal, out var drawn))
            return (Outcome<Delivery>)refusal;

        if (await signInCodes.Send(attempt.Pool, step, attribute, drawn, ct) is not { } delivered)
            return null;

        return (Outcome<Delivery>)delivered.Sent;
    }

    private async ValueTask<Outcome<Delivery>> Pretend(SignInAttempt attempt, string who, string attribute, CancellationToken ct)
    {
        await limits.PretendCode(attempt.Pool.Id, CodePurpose.SignIn, who, ct);
        return await codes.Pretend(attempt.Caller, attempt.Name, [attribute], isProven: true, ct);
    }

    private static StepKind KindOf(FirstFactor factor) => factor is FirstFactor.EmailCode ? StepKind.FirstEmail : StepKind.FirstSms;
}
