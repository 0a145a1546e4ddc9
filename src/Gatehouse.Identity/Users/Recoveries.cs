namespace Gatehouse.Identity;

/// <summary>The beginning of the recovery of a forgotten password: a code to a proven address.</summary>
public sealed class Recoveries(IUsers users, Codes codes, Limits limits, Migrations migrations)
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

        if ((await BringOver(caller, name, user, ct)).Refused(out var refusal, out var comer))
            return refusal;

        var sent = comer.User is { } person ? await Send(caller, person, requireReset: false, ct) : RefusalKind.UnknownUser;
        if (!sent.Refused(out refusal, out var delivery))
            return delivery;
        if (!hides || refusal.IsOfFunction || refusal.IsOfBudget)
            return refusal;

        if ((await codes.Pretend(caller, name, pool.Recovery, isProven: true, ct)).Refused(out refusal, out delivery))
            return refusal;

        await limits.PretendCode(pool.Id, CodePurpose.Recovery, who, ct);
        return delivery;
    }

    /// <summary>Makes a person recover the password before the next sign-in, and sends the code.</summary>
    public async ValueTask<Outcome<Delivery>> BeginByAdmin(Caller caller, string name, CancellationToken ct) =>
        await users.Find(caller.Pool, name, ct) is { } user ? await Send(caller, user, requireReset: true, ct) : RefusalKind.UnknownUser;

    // That the function does not take somebody is not told where it is hidden who is known.
    private async ValueTask<Outcome<Comer>> BringOver(Caller caller, string name, User? user, CancellationToken ct)
    {
        if (user is not null)
            return new Comer(user);

        var brought = await migrations.Bring(caller, name, null, ct);
        return brought.Refused(out var refusal, out _) && refusal.Kind is RefusalKind.FunctionRefused && caller.HidesUnknownUsers ? new Comer(null) : brought;
    }

    private async ValueTask<Outcome<Delivery>> Send(Caller caller, User user, bool requireReset, CancellationToken ct)
    {
        // Nobody is asked for the words of a message that is not sent.
        var pool = caller.Pool;
        if (AddressOf(pool, user).Refused(out var refusal, out var destination))
            return refusal;
        var planned = new PlannedMessage(user, MessagePurpose.ForgotPassword, Destination.Of(user, destination)) { HidesLimit = caller.HidesUnknownUsers };
        if ((await codes.Draw(caller, planned, ct)).Refused(out refusal, out var drawn))
            return refusal;

        var change = await users.Change(pool, user.Sub, Put, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;

        Outcome<Delivery> Put(User u)
        {
            if (AddressOf(pool, u).Refused(out var obstacle, out var attribute))
                return obstacle;
            if (requireReset)
                u.RequireReset(drawn.Now);
            return codes.Send(pool, u, drawn, CodePurpose.Recovery, MessagePurpose.ForgotPassword, attribute);
        }
    }

    private static Outcome<string> AddressOf(UserPool pool, User user)
    {
        if (Obstacle(user) is { } refusal)
            return refusal;

        // What gives back the password must not be the second factor as well.
        var second = FactorFacts.Of(pool, user).Asked.Select(User.AddressOf).ToList();
        return pool.Recovery.FirstOrDefault(a => user.HasProven(a) && !second.Contains(a)) is { } attribute ? attribute : RefusalKind.NoVerifiedAddress;
    }

    /// <summary>Why a person cannot recover a password; null when they can.</summary>
    public static Refusal? Obstacle(User user)
    {
        if (!user.Enabled)
            return RefusalKind.Disabled;
        return user.Status is UserStatus.Confirmed or UserStatus.ResetRequired
            ? null
            : new Refusal(RefusalKind.WrongState, "User password cannot be reset in the current state.");
    }
}
