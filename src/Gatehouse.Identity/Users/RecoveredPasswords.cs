namespace Gatehouse.Identity;

/// <summary>The end of the recovery of a forgotten password: a new one, for whoever has the code.</summary>
public sealed class RecoveredPasswords(
    IUsers users, Passwords passwords, Codes codes, Limits limits, Consultations consultations, TimeProvider clock)
{
    /// <summary>Sets the new password for whoever has the code. Every session ends.</summary>
    public async ValueTask<Outcome<User>> Complete(Caller caller, string name, string code, string password, CancellationToken ct)
    {
        var (pool, hides) = (caller.Pool, caller.HidesUnknownUsers);
        if (await passwords.Objection(caller, PasswordOccasion.Change, password, ct) is { } objection)
            return objection;

        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.ConfirmRecovery, who, ct))
            return RefusalKind.AttemptLimit;

        // Hashed before anything is known of the code or the person, so that the time tells nothing of either.
        if ((await passwords.Prepare(pool, user?.Username ?? name, password, ct)).Refused(out var refusal, out var kept))
            return refusal;
        if (user is null)
            return hides ? CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)) : RefusalKind.UnknownUser;
        if (Recoveries.Obstacle(user) is { } state)
            return hides ? CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)) : state;

        var guess = codes.Mac(user, CodePurpose.Recovery, code);
        var now = clock.GetUtcNow();

        // Whoever has not the code learns nothing of passwords, and makes us compute nothing.
        if (user.ExpectsRecovery(guess, now) && await passwords.WasUsed(pool, user, password, ct))
            return RefusalKind.PasswordUsedBefore;

        var change = await users.Change(pool, user.Sub, u => Complete(u, guess, kept, pool.Passwords.History, now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: CodeCheck.Accepted } => (await consultations.Tell(new(caller, change.User, IsRecovery: true))).Refused(out refusal, out _) ? refusal : change.User,
            { Outcome: CodeCheck.Expired } when hides => CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)),
            _ => CodeRefusal.Of(change.Outcome),
        };
    }

    private static CodeCheck Complete(User user, byte[] guess, StoredPassword password, int history, DateTimeOffset now)
    {
        if (Recoveries.Obstacle(user) is not null)
            return CodeCheck.Expired;

        var check = user.SpendRecovery(guess, now);
        if (check is CodeCheck.Accepted)
            user.SetPassword(password, history, now);

        return check;
    }
}
