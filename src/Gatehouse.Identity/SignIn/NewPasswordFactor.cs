namespace Gatehouse.Identity;

/// <summary>A temporary password is replaced by one of the person's own choice, before anything else happens.</summary>
public sealed class NewPasswordFactor(IUsers users, Passwords passwords, Naming naming, Limits limits, Steps steps, TimeProvider clock)
{
    /// <summary>Asks for the new password, and for required attributes that are missing.</summary>
    public SignInResult Ask(SignInAttempt attempt, User user) =>
        new SignInResult.ChooseNewPassword(
            steps.Seal(steps.Next(attempt, user, StepKind.NewPassword)),
            user,
            user.State.Attributes.Where(a => attempt.Client.MayShow(a.Key)).ToDictionary(),
            Missing(attempt.Pool, user));

    /// <summary>Takes the new password. A password or attribute that breaks a rule leaves the step open for another try.</summary>
    public async ValueTask<Outcome<User>> Take(
        SignInAttempt attempt, string? session, string password, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        var (pool, client, _) = attempt;
        if ((await steps.Resume(attempt, session, StepKind.NewPassword, ct)).Refused(out var refusal, out var resumed))
            return refusal;

        var (step, user) = resumed;
        if ((Judge(pool, client, user, attributes) ?? await naming.Reserved(pool, attributes, ct)) is { } broken)
            return broken;
        if (!await limits.Take(pool.Id, Limit.NewPassword, user.Sub, ct))
            return RefusalKind.SlowDown;
        if (await passwords.Objection(attempt.Caller, PasswordOccasion.Change, password, ct) is { } objection)
            return objection;
        if ((await passwords.Prepare(pool, user.Username, password, ct)).Refused(out refusal, out var kept))
            return refusal;
        if (await passwords.WasUsed(pool, user, password, ct))
            return RefusalKind.PasswordUsedBefore;
        if (!await steps.Spend(step, ct))
            return RefusalKind.StepSpent;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, Replace, takeAliases: false, ct);
        return change switch
        {
            { User: null } or { Outcome: false, Taken: null } => RefusalKind.StepInvalid,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            _ => change.User,
        };

        bool Replace(User u)
        {
            if (!step.WaitsFor(u))
                return false;
            if (attributes.Count > 0)
                u.WriteAttributes(attributes, [], now);
            u.SetPassword(kept, pool.Passwords.History, now);
            return true;
        }
    }

    private static List<string> Missing(UserPool pool, User user) =>
        [.. pool.Schema.All.Where(d => d.Required && d.Name != Attributes.Sub && user[d.Name] is null).Select(d => d.Name)];

    private static Refusal? Judge(UserPool pool, AppClient client, User user, IReadOnlyDictionary<string, string> attributes)
    {
        if (AttributeRules.ForNew(pool, client, attributes, requireAll: false) is { } refusal)
            return refusal;

        foreach (var (name, value) in attributes)
        {
            var definition = pool.Schema.Find(name)!;
            if (user[name] is { } present && present != value && (definition.Required || !definition.Mutable))
                return new Refusal(RefusalKind.NotPermitted, $"Cannot modify an already provided {name}");
        }

        var missing = Missing(pool, user).Where(name => string.IsNullOrEmpty(attributes.GetValueOrDefault(name))).ToList();
        return missing.Count == 0
            ? null
            : new Refusal(RefusalKind.Invalid, "Attributes did not conform to the schema: " + string.Join("; ", missing.Select(m => $"{m}: The attribute is required")));
    }
}
