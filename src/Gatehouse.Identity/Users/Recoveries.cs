namespace Gatehouse.Identity;

/// <summary>Recovery of a forgotten password: a code to a proven address, then a new password.</summary>
public sealed class Recoveries(IUsers users, Passwords passwords, Codes codes, Limits limits, Consultations consultations, TimeProvider clock)
{
    private const string AskAdministrator = "Contact administrator to reset password.";

    /// <summary>Sends a recovery code to the address the pool prefers among those the person has proven.</summary>
    /// <param name="caller">Through what. For people who cannot recover, or are not there, it may be answered as if a code had been sent.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Delivery>> Begin(Caller caller, string name, CancellationToken ct)
    {
        var (pool, hides) = (caller.Pool, caller.HidesUnknownUsers);
        if (pool.Recovery.Count == 0)
            return new Refusal(RefusalKind.NotPermitted, AskAdministrator);

        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.Recover, who, ct))
            return RefusalKind.AttemptLimit;

        if (user is not null)
        {
            var sent = await Send(pool, user, MessagePurpose.ForgotPassword, requireReset: false, ct);
            if (!sent.Refused(out var refusal, out var delivery))
                return delivery;
            if (!hides)
                return refusal;
        }
        else if (!hides)
        {
            return RefusalKind.UnknownUser;
        }

        await limits.PretendCode(pool.Id, CodePurpose.Recovery, who, ct);
        return codes.Pretend(pool, name, pool.Recovery);
    }

    /// <summary>Makes a person recover the password before the next sign-in, and sends the code.</summary>
    public async ValueTask<Outcome<Delivery>> BeginByAdmin(UserPool pool, string name, CancellationToken ct) =>
        await users.Find(pool, name, ct) is { } user
            ? await Send(pool, user, MessagePurpose.ForgotPassword, requireReset: true, ct)
            : RefusalKind.UnknownUser;

    /// <summary>Sets the new password for whoever has the code. Every session ends.</summary>
    public async ValueTask<Outcome<User>> Complete(Caller caller, string name, string code, string password, CancellationToken ct)
    {
        var (pool, hides) = (caller.Pool, caller.HidesUnknownUsers);
        if (Passwords.Weakness(pool, password) is { } weak)
            return weak;

        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.ConfirmRecovery, who, ct))
            return RefusalKind.AttemptLimit;

        // Hashed before anything is known of the code or the person, so that the time tells nothing of either.
        if ((await passwords.Prepare(pool, user?.Username ?? name, password, ct)).Refused(out var refusal, out var kept))
            return refusal;
        if (user is null)
            return hides ? CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)) : RefusalKind.UnknownUser;
        if (CannotRecover(user) is { } state)
            return hides ? CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)) : state;

        var guess = codes.Mac(user, CodePurpose.Recovery, code);
        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, u => Complete(u, guess, kept, now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: CodeCheck.Accepted } => (await consultations.Tell(new(caller, change.User, IsRecovery: true))).Refused(out refusal, out _) ? refusal : change.User,
            { Outcome: CodeCheck.Expired } when hides => CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.Recovery, who, ct)),
            _ => CodeRefusal.Of(change.Outcome),
        };
    }

    private static CodeCheck Complete(User user, byte[] guess, StoredPassword password, DateTimeOffset now)
    {
        if (CannotRecover(user) is not null)
            return CodeCheck.Expired;

        var check = user.SpendRecovery(guess, now);
        if (check is CodeCheck.Accepted)
            user.SetPassword(password, now);

        return check;
    }

    private async ValueTask<Outcome<Delivery>> Send(UserPool pool, User user, MessagePurpose why, bool requireReset, CancellationToken ct)
    {
        var drawn = codes.Draw();
        var change = await users.Change(pool, user.Sub, Put, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;

        Outcome<Delivery> Put(User u)
        {
            if (CannotRecover(u) is { } refusal)
                return refusal;
            // What gives back the password must not be the second factor as well.
            var second = FactorFacts.Of(pool, u).Asked.Select(User.AddressOf).ToList();
            if (pool.Recovery.FirstOrDefault(a => u.HasProven(a) && !second.Contains(a)) is not { } attribute)
                return RefusalKind.NoVerifiedAddress;
            if (requireReset)
                u.RequireReset(drawn.Now);
            return codes.Send(pool, u, drawn, CodePurpose.Recovery, why, attribute);
        }
    }

    private static Refusal? CannotRecover(User user)
    {
        if (!user.Enabled)
            return RefusalKind.Disabled;
        return user.Status is UserStatus.Confirmed or UserStatus.ResetRequired
            ? null
            : new Refusal(RefusalKind.WrongState, "User password cannot be reset in the current state.");
    }
}
