namespace Gatehouse.Identity;

/// <summary>Proof of an address as second factor: a code is sent there, by text message or mail, for this one sign-in.</summary>
public sealed class CodeFactor(IUsers users, Codes codes, Limits limits, Steps steps, TimeProvider clock)
{
    /// <summary>Sends a code and asks for it.</summary>
    public async ValueTask<Outcome<SignInResult>> Ask(SignInAttempt attempt, User user, SecondFactor factor, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        var attribute = User.AddressOf(factor)!;
        if (!await limits.Take(pool.Id, Limit.FactorCode, user.Sub, ct))
            return RefusalKind.SlowDown;

        var step = steps.Next(attempt, user, KindOf(factor));
        var drawn = codes.Draw();
        var change = await users.Change(pool, user.Sub, Send, takeAliases: false, ct);
        return change is { User: { } person, Outcome: { } sent }
            ? new SignInResult.ProveFactor(steps.Seal(step), person, factor, sent)
            : RefusalKind.StepInvalid;

        Delivery? Send(User u) => u[attribute] is null && !u.State.Pending.ContainsKey(attribute) ? null : codes.Send(pool, u, drawn, step, attribute);
    }

    /// <summary>Judges a code. Wrong ones are counted by code and by person; a right one works once, and proves the address.</summary>
    public async ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string? session, SecondFactor factor, string code, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, KindOf(factor), ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (pool, (step, user)) = (attempt.Pool, resumed);
        if (await limits.IsLocked(Lockout.OfFactors, pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        var change = await Try(pool, step, codes.Mac(user, step, code), proves: true, ct);
        if (change.Taken is { } taken)
        {
            // Another person's name by now: it still is where the code went, unless it was to become this one's only here.
            if (user[taken] is null)
                return new Refusal(RefusalKind.AliasTaken, taken);

            change = await Try(pool, step, codes.Mac(user, step, code), proves: false, ct);
        }

        if (change.Outcome is CodeCheck.Mismatch)
            return await limits.Failed(Lockout.OfFactors, pool.Id, user.Sub, ct) ? RefusalKind.Locked : RefusalKind.FactorCodeMismatch;
        if (change is not { User: { } proven, Outcome: CodeCheck.Accepted })
            return change.Outcome is CodeCheck.NotAwaited ? RefusalKind.StepInvalid : RefusalKind.CodeExpired;
        if (await limits.Succeeded(Lockout.OfFactors, pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        return await steps.Spend(step, ct) ? proven : RefusalKind.StepSpent;
    }

    private ValueTask<Change<CodeCheck>> Try(UserPool pool, Step step, byte[] guess, bool proves, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return users.Change(
            pool, step.Sub, u => step.WaitsFor(u) ? u.TrySignInCode(guess, proves, now) : CodeCheck.NotAwaited, takeAliases: false, ct);
    }

    private static StepKind KindOf(SecondFactor factor) => factor is SecondFactor.Sms ? StepKind.Sms : StepKind.Email;
}
