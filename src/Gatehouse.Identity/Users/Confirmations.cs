namespace Gatehouse.Identity;

/// <summary>The end of sign-ups: by the code that was sent, or on an administrator's word.</summary>
public sealed class Confirmations(IUsers users, Codes codes, Limits limits, Consultations consultations, TimeProvider clock)
{
    private const string NothingToVerify = "Auto verification not turned on.";

    /// <summary>Ends a sign-up with the code that was sent.</summary>
    /// <param name="caller">Through what. About people who are not there, it may be answered as about those whose code was not asked for.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="code">What they typed.</param>
    /// <param name="takeAliases">An address that is another person's alias moves here.</param>
    /// <param name="ct">Cancels the wait.</param>
    public ValueTask<Outcome<User>> Confirm(Caller caller, string name, string code, bool takeAliases, CancellationToken ct) =>
        Confirm(caller, name, code, takeAliases, linkOf: null, ct);

    /// <summary>Ends a sign-up by the link that was sent. The link of one application is none of another's.</summary>
    public ValueTask<Outcome<User>> ConfirmByLink(Caller caller, string name, string code, CancellationToken ct) =>
        Confirm(caller, name, code, takeAliases: false, caller.Application.Id, ct);

    /// <summary>Ends a sign-up on an administrator's word.</summary>
    public async ValueTask<Outcome<User>> ConfirmByAdmin(Caller caller, string name, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (await users.Find(pool, name, ct) is not { } user)
            return RefusalKind.UnknownUser;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, u => u.ConfirmWithoutCode(now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: false } => CannotConfirm(change.User),
            _ => await Tell(caller, change.User),
        };
    }

    /// <summary>Sends a new code for a sign-up that waits; the old one is dead.</summary>
    /// <param name="caller">Through what. For people who are not there, it may be answered as if a code had been sent.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Delivery>> Resend(Caller caller, string name, CancellationToken ct)
    {
        var (pool, hides) = (caller.Pool, caller.HidesUnknownUsers);
        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.Resend, who, ct))
            return RefusalKind.AttemptLimit;
        if (user is null && !hides)
            return RefusalKind.UnknownUser;
        if (user is null || (hides && IsHidden(pool, user, name)))
            return await PretendToResend(caller, name, who, ct);

        // Nobody is asked for the words of a message that is not sent.
        if (AddressOf(pool, user).Refused(out var refusal, out var attribute))
            return refusal;
        if ((await codes.Draw(caller, new(user, MessagePurpose.ResendCode, Destination.Of(user, attribute)), ct)).Refused(out refusal, out var drawn))
            return refusal;

        var change = await users.Change(pool, user.Sub, u => SendAgain(pool, u, drawn), takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;
    }

    private async ValueTask<Outcome<User>> Confirm(
        Caller caller, string name, string code, bool takeAliases, string? linkOf, CancellationToken ct)
    {
        var (pool, hides) = (caller.Pool, caller.HidesUnknownUsers);
        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.Confirm, who, ct))
            return RefusalKind.AttemptLimit;
        if (user is null && !hides)
            return RefusalKind.UnknownUser;
        if (user is null || (hides && IsHidden(pool, user, name)))
            return CodeRefusal.Of(await limits.TryPretendedCode(pool.Id, CodePurpose.SignUp, who, ct));

        var guess = codes.Mac(user, CodePurpose.SignUp, code);
        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, u => u.Confirm(guess, now, linkOf), takeAliases, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: CodeCheck.NotAwaited, User: var u } => CannotConfirm(u),
            { Outcome: not CodeCheck.Accepted } => CodeRefusal.Of(change.Outcome),
            _ => await Tell(caller, change.User),
        };
    }

    private async ValueTask<Outcome<User>> Tell(Caller caller, User user) =>
        (await consultations.Tell(new(caller, user, IsRecovery: false))).Refused(out var refusal, out _) ? refusal : user;

    private Outcome<Delivery> SendAgain(UserPool pool, User user, DrawnCode drawn) =>
        AddressOf(pool, user).Refused(out var refusal, out var attribute)
            ? refusal
            : codes.Send(pool, user, drawn, CodePurpose.SignUp, MessagePurpose.ResendCode, attribute);

    private static Outcome<string> AddressOf(UserPool pool, User user)
    {
        if (user.Status is not UserStatus.Unconfirmed)
            return new Refusal(RefusalKind.Invalid, "User is already confirmed.");

        return Codes.AutoVerifiedAddress(pool, user) is { } attribute ? attribute : new Refusal(RefusalKind.Invalid, NothingToVerify);
    }

    private async ValueTask<Outcome<Delivery>> PretendToResend(Caller caller, string name, string who, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (Codes.AutoVerified(pool) is not { Count: > 0 } attributes)
            return new Refusal(RefusalKind.Invalid, NothingToVerify);

        if ((await codes.Pretend(caller, name, attributes, isProven: false, ct)).Refused(out var refusal, out var pretended))
            return refusal;

        await limits.PretendCode(pool.Id, CodePurpose.SignUp, who, ct);
        return pretended;
    }

    // Whether a user name is taken, sign-up tells anyhow. Where nobody signs up, and of aliases and subs, it does not.
    private static bool IsHidden(UserPool pool, User user, string name) =>
        user.Status is not UserStatus.Unconfirmed
        && (pool.OnlyAdminsCreate || !user.Names(pool.Names).Any(known => known.Value == pool.Names.Canonical(name) && SignUpTells(pool, known.Kind)));

    private static bool SignUpTells(UserPool pool, string kind) => kind == "username" || pool.Names.InsteadOfUsername.Contains(kind);

    private static Refusal CannotConfirm(User user) =>
        new(RefusalKind.WrongState, $"User cannot be confirmed. Current status is {StatusText.Of(user.Status)}");
}
