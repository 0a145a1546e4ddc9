namespace Gatehouse.Identity;

/// <summary>
/// Sets up a second factor in the middle of a sign-in, for people who must have one and have none. Whoever has one by now does not come
/// in this way: a step that was begun before is dead.
/// </summary>
public sealed class FactorSetUp(IUsers users, CodeFactor code, Steps steps, TimeProvider clock)
{
    /// <summary>Asks for a factor to be set up.</summary>
    public SignInResult Ask(SignInAttempt attempt, User user, IReadOnlyList<SecondFactor> factors) =>
        new SignInResult.SetUpFactor(steps.Seal(steps.Next(attempt, user, StepKind.SetUpFactor)), user, factors);

    /// <summary>Whether a person must set up a factor still.</summary>
    public static bool IsDue(UserPool pool, User user) => FactorFacts.Of(pool, user) is { IsRequired: true, Reachable: [] };

    /// <summary>Ends the setting up of an authenticator.</summary>
    /// <returns>The person, whose authenticator is proven.</returns>
    public async ValueTask<Outcome<User>> Finish(SignInAttempt attempt, string? session, CancellationToken ct)
    {
        if ((await steps.Resume(attempt, session, StepKind.AuthenticatorProven, ct)).Refused(out var refusal, out var resumed))
            return refusal;
        if (!resumed.User.CanProve(SecondFactor.SoftwareToken))
            return RefusalKind.StepInvalid;

        return await steps.Spend(resumed.Step, ct) ? resumed.User : RefusalKind.StepSpent;
    }

    /// <summary>Takes an address as second factor, and asks for the code that is sent there.</summary>
    public async ValueTask<Outcome<SignInResult>> ByMail(SignInAttempt attempt, string? session, string address, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        if ((await steps.Resume(attempt, session, StepKind.SetUpFactor, ct)).Refused(out var refusal, out var resumed))
            return refusal;
        if (!pool.SecondFactors.Contains(SecondFactor.Email))
            return new Refusal(RefusalKind.Invalid, "Email MFA is not enabled for this user pool.");

        var values = new Dictionary<string, string> { [Attributes.Email] = address };
        if (address.Length == 0 || AttributeRules.ForChange(pool, client, resumed.User, values) is not null)
            return new Refusal(RefusalKind.Invalid, "Invalid email address format.");
        if (!await steps.Spend(resumed.Step, ct))
            return RefusalKind.StepSpent;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, resumed.User.Sub, Put, takeAliases: false, ct);
        return change is { User: { } user, Outcome: true } ? await code.Ask(attempt, user, SecondFactor.Email, ct) : RefusalKind.StepInvalid;

        bool Put(User u)
        {
            if (!resumed.Step.WaitsFor(u) || !IsDue(pool, u))
                return false;

            u.Await(Attributes.Email, address, now);
            return true;
        }
    }
}
