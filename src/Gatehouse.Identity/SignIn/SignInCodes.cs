namespace Gatehouse.Identity;

/// <summary>Codes that are sent for one step of a sign-in, whether they prove the first factor or the second.</summary>
public sealed class SignInCodes(IUsers users, Codes codes, Limits limits, Steps steps, TimeProvider clock)
{
    /// <summary>Sends a code for a step; null when the person is gone, or has no such address.</summary>
    public async ValueTask<(User User, Delivery Sent)?> Send(UserPool pool, Step step, string attribute, DrawnCode drawn, CancellationToken ct)
    {
        var change = await users.Change(pool, step.Sub, Put, takeAliases: false, ct);
        return change is { User: { } user, Outcome: { } sent } ? (user, sent) : null;

        Delivery? Put(User u) => u[attribute] is null && !u.State.Pending.ContainsKey(attribute) ? null : codes.Send(pool, u, drawn, step, attribute);
    }

    /// <summary>Tries a code, and answers the person as they are then. A right one proves the address it went to.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="step">The step it was sent for.</param>
    /// <param name="user">Whose.</param>
    /// <param name="code">What was typed.</param>
    /// <param name="waits">Whether the person still stands where the step left them.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Change<CodeCheck>> Try(UserPool pool, Step step, User user, string code, Predicate<User> waits, CancellationToken ct)
    {
        var (guess, now) = (codes.Mac(user, step, code), clock.GetUtcNow());
        var change = await users.Change(pool, step.Sub, u => Spend(u, proves: true), takeAliases: false, ct);

        // An address that is another person's name by now still is where the code went, unless it was to become this one's only here.
        return change.Taken is { } taken && user[taken] is not null
            ? await users.Change(pool, step.Sub, u => Spend(u, proves: false), takeAliases: false, ct)
            : change;

        CodeCheck Spend(User u, bool proves)
        {
            var check = waits(u) ? u.TrySignInCode(guess, proves, now) : CodeCheck.NotAwaited;
            if (check is CodeCheck.Accepted)
                u.ConfirmWithoutCode(now);
            return check;
        }
    }

    /// <summary>Judges how a code was tried: wrong ones are counted, and of the right ones one goes on.</summary>
    /// <param name="lockout">Where they are counted.</param>
    /// <param name="step">The step.</param>
    /// <param name="who">For whom they are counted.</param>
    /// <param name="change">How it was tried.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Judge(Lockout lockout, Step step, string who, Change<CodeCheck> change, CancellationToken ct)
    {
        if (change.Taken is { } taken)
            return new Refusal(RefusalKind.AliasTaken, taken);
        if (change.Outcome is CodeCheck.Mismatch)
            return await limits.Failed(lockout, step.PoolId, who, ct) ? RefusalKind.Locked : RefusalKind.FactorCodeMismatch;
        if (change is not { User: { } proven, Outcome: CodeCheck.Accepted })
            return change.Outcome is CodeCheck.NotAwaited ? RefusalKind.StepInvalid : RefusalKind.CodeExpired;
        if (await limits.Succeeded(lockout, step.PoolId, who, ct))
            return RefusalKind.Locked;

        return await steps.Spend(step, ct) ? proven : RefusalKind.StepSpent;
    }
}
