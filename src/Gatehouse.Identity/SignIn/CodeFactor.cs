namespace Gatehouse.Identity;

/// <summary>Proof of an address as second factor: a code is sent there, by text message or mail, for this one sign-in.</summary>
public sealed class CodeFactor(SignInCodes sent, Codes codes, Limits limits, Steps steps)
{
    /// <summary>Sends a code and asks for it.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User user, SecondFactor factor, CancellationToken ct)
    {
        var pool = attempt.Pool;
        if (!await limits.Take(pool.Id, Limit.FactorCode, user.Sub, ct))
            return RefusalKind.SlowDown;

        var attribute = User.AddressOf(factor)!;
        if ((await codes.Draw(attempt.Caller, new(user, MessagePurpose.Authentication, Destination.Of(user, attribute)), ct)).Refused(out var refusal, out var drawn))
            return refusal.IsOfBudget ? RefusalKind.SlowDown : refusal;

        var step = steps.Next(attempt, user, KindOf(factor));
        return await sent.Send(pool, step, attribute, drawn, ct) is { } delivered
            ? new SignInResult.ProveFactor(steps.Seal(step), delivered.User, factor, delivered.Sent)
            : RefusalKind.StepInvalid;
    }

    /// <summary>Judges a code. Wrong ones are counted by code and by person; a right one works once, and proves the address.</summary>
    public async ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string? session, SecondFactor factor, string code, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, KindOf(factor), ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (pool, (step, user)) = (attempt.Pool, resumed);
        if (await limits.IsLocked(Lockout.OfFactors, pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        return await sent.Judge(Lockout.OfFactors, step, user.Sub, await sent.Try(pool, step, user, code, step.WaitsFor, ct), ct);
    }

    private static StepKind KindOf(SecondFactor factor) => factor is SecondFactor.Sms ? StepKind.Sms : StepKind.Email;
}
