namespace Gatehouse.Identity;

/// <summary>Passwords set anew by the person, or by an administrator.</summary>
public sealed class PasswordChanges(IUsers users, Passwords passwords, Limits limits, TimeProvider clock)
{
    /// <summary>The person replaces the password they know. Their other sessions end; the one they are in goes on.</summary>
    /// <param name="caller">Through what.</param>
    /// <param name="bearer">Who asks, and in which session.</param>
    /// <param name="previous">The password until now; a person without one gives none.</param>
    /// <param name="proposed">The new one.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Change(Caller caller, Bearer bearer, string? previous, string proposed, CancellationToken ct)
    {
        var (pool, _, user, session) = bearer;
        if (!await limits.Take(pool.Id, Limit.ChangePassword, user.Sub, ct))
            return RefusalKind.AttemptLimit;
        if (await limits.IsLocked(pool.Id, user.Sub, ct))
            return RefusalKind.Locked;

        // A wrong guess here counts like one at sign-in: a stolen token is no way round the lock.
        if (user.State.Password is not null && !(await passwords.Check(user, previous ?? "", ct)).Matches)
            return await limits.Failed(pool.Id, user.Sub, ct) ? RefusalKind.Locked : RefusalKind.WrongPassword;
        if (await passwords.Objection(caller, PasswordOccasion.Change, proposed, ct) is { } objection)
            return objection;
        if ((await passwords.Prepare(pool, user.Username, proposed, ct)).Refused(out var refusal, out var kept))
            return refusal;
        if (await passwords.WasUsed(pool, user, proposed, ct))
            return RefusalKind.PasswordUsedBefore;

        var known = user.State.Password?.Since;
        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, Replace, takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Outcome: false } => RefusalKind.WrongPassword,
            _ => change.User,
        };

        bool Replace(User u)
        {
            // Somebody else replaced it while this one was being checked.
            if (u.State.Password?.Since != known)
                return false;
            u.SetPassword(kept, pool.Passwords.History, now, session.Id);
            return true;
        }
    }

    /// <summary>An administrator sets a password: to stay, or for the next sign-in only.</summary>
    public async ValueTask<Outcome<User>> Set(Caller caller, string name, string password, bool permanent, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (await users.Find(pool, name, ct) is not { } user)
            return RefusalKind.UnknownUser;
        if (await passwords.Objection(caller, PasswordOccasion.Change, password, ct) is { } objection)
            return objection;
        if ((await passwords.Prepare(pool, user.Username, password, ct)).Refused(out var refusal, out var kept))
            return refusal;
        if (await passwords.WasUsed(pool, user, password, ct))
            return RefusalKind.PasswordUsedBefore;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, Put, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.User;

        bool Put(User u)
        {
            if (permanent)
                u.SetPassword(kept, pool.Passwords.History, now);
            else
                u.SetTemporaryPassword(kept, pool.Passwords.History, now);
            return true;
        }
    }
}
