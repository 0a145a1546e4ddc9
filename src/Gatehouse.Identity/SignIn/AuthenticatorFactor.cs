namespace Gatehouse.Identity;

/// <summary>Proof of an authenticator as second factor: the code that an app shows at this moment.</summary>
public sealed class AuthenticatorFactor(IUsers users, Limits limits, Steps steps, TimeProvider clock)
{
    /// <summary>Asks for the code.</summary>
    public SignInResult Ask(SignInAttempt attempt, User user) =>
        new SignInResult.ProveFactor(steps.Seal(steps.Next(attempt, user, StepKind.SoftwareToken)), user, SecondFactor.SoftwareToken, null);

    /// <summary>Judges a code. Wrong ones are counted; a right one works once, in whatever sign-in it is shown.</summary>
    public async ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string? session, string code, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, StepKind.SoftwareToken, ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (pool, (step, user)) = (attempt.Pool, resumed);
        if (await limits.IsLocked(Lockout.OfFactors, pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, Try, takeAliases: false, ct);
        if (change is not { User: { } proven, Outcome: { } check })
            return RefusalKind.StepInvalid;
        if (check is AuthenticatorCheck.Mismatch)
            return await limits.Failed(Lockout.OfFactors, pool.Id, user.Sub, ct) ? RefusalKind.Locked : RefusalKind.AuthenticatorMismatch;
        if (check is not AuthenticatorCheck.Accepted)
            return check is AuthenticatorCheck.Used ? RefusalKind.AuthenticatorCodeUsed : RefusalKind.NoAuthenticator;
        if (await limits.Succeeded(Lockout.OfFactors, pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        return await steps.Spend(step, ct) ? proven : RefusalKind.StepSpent;

        AuthenticatorCheck? Try(User u) => step.WaitsFor(u) ? u.TryAuthenticator(code, now) : null;
    }
}
