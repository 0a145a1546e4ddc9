namespace Gatehouse.Identity;

/// <summary>Proof by the password itself.</summary>
public sealed class PasswordFactor(IUsers users, Passwords passwords, Limits limits, TimeProvider clock)
{
    /// <summary>Proves a password; every wrong one is counted, whatever name it was tried with.</summary>
    /// <returns>The person. Known or not, the work is the same.</returns>
    public async ValueTask<Outcome<User>> Prove(SignInAttempt attempt, string password, CancellationToken ct)
    {
        var (pool, client, name) = attempt;
        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (await limits.IsLocked(pool.Id, who, ct))
            return RefusalKind.Locked;

        var check = await passwords.Check(user, password, ct);
        if (user is { Status: UserStatus.ResetRequired } && !client.HidesUnknownUsers)
            return RefusalKind.ResetRequired;
        if (user is null || !check.Matches)
        {
            var locked = await limits.Failed(pool.Id, who, ct);
            return locked ? RefusalKind.Locked
                : user is null && !client.HidesUnknownUsers ? RefusalKind.UnknownUser
                : RefusalKind.WrongPassword;
        }

        if (await limits.Succeeded(pool.Id, who, ct))
            return RefusalKind.Locked;

        await Renew(pool, user, password, check, ct);
        return user.Status is UserStatus.Confirmed && await passwords.IsBlocked(attempt.Caller, PasswordOccasion.SignIn, password, ct)
            ? await RequireReset(pool, user, ct)
            : user;
    }

    // A password that was stolen elsewhere proves nothing, and is not to be tried twice. What comes next says so, or hides it.
    private async ValueTask<Outcome<User>> RequireReset(UserPool pool, User user, CancellationToken ct)
    {
        var (since, now) = (user.State.Password!.Since, clock.GetUtcNow());
        var change = await users.Change(pool, user.Sub, Reset, takeAliases: false, ct);
        return change.User is { } reset ? reset : RefusalKind.WrongPassword;

        bool Reset(User u)
        {
            if (u.State.Password?.Since == since)
                u.RequireReset(now);
            return true;
        }
    }

    private async ValueTask Renew(UserPool pool, User user, string password, PasswordCheck check, CancellationToken ct)
    {
        if (await passwords.Renewed(pool, user, password, check, ct) is not { } renewed)
            return;

        var oldHash = user.State.Password!.Hash;
        var now = clock.GetUtcNow();
        await users.Change(pool, user.Sub, u => Keep(u), takeAliases: false, ct);

        bool Keep(User u)
        {
            u.Rehash(oldHash, renewed, now);
            return true;
        }
    }
}
