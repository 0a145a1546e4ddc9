namespace Gatehouse.Identity;

/// <summary>A person who was just added.</summary>
/// <param name="User">The person.</param>
/// <param name="Delivery">Where a code went; null when none was sent.</param>
public sealed record SignedUp(User User, Delivery? Delivery);

/// <summary>Sign-up and its confirmation, whichever edge they come through.</summary>
public sealed class SignUps(IUsers users, Passwords passwords, Codes codes, Limits limits, Naming naming, TimeProvider clock)
{
    private const string NothingToVerify = "Auto verification not turned on.";

    /// <summary>Adds a person who signs up, and sends the code that ends the sign-up where the pool wants one.</summary>
    public async ValueTask<Outcome<SignedUp>> Register(
        UserPool pool, AppClient client, string name, string password, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        if (pool.OnlyAdminsCreate)
            return new Refusal(RefusalKind.NotPermitted, "SignUp is not permitted for this user pool");
        if (pool.Names.Aliases.Contains(Attributes.PreferredUsername) && attributes.ContainsKey(Attributes.PreferredUsername))
            return new Refusal(RefusalKind.Invalid, "preferred_username can be set only after the user is confirmed, since user pool is configured for preferred_username alias.");
        if ((await naming.Of(pool, name, attributes, ct)).Refused(out var refusal, out var names))
            return refusal;
        if (AttributeRules.ForNew(pool, client, names.Given, requireAll: true) is { } broken)
            return broken;
        if (await users.Find(pool, name, ct) is not null)
            return names.Taken;
        if ((await passwords.Prepare(pool, names.Username, password, ct)).Refused(out refusal, out var kept))
            return refusal;

        var drawn = codes.Draw();
        var user = names.Create(pool, UserStatus.Unconfirmed, kept, drawn.Now);
        var delivery = Codes.AutoVerifiedAddress(pool, user) is { } attribute
            ? codes.Send(pool, user, drawn, CodePurpose.SignUp, MessagePurpose.SignUp, attribute)
            : null;
        return await users.Add(pool, user, takeAliases: false, ct) is { } taken ? names.TakenAs(pool, taken) : new SignedUp(user, delivery);
    }

    /// <summary>Ends a sign-up with the code that was sent.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="code">What they typed.</param>
    /// <param name="takeAliases">An address that is another person's alias moves here.</param>
    /// <param name="hides">About people who are not there, answer as about those whose code was not asked for.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Confirm(
        UserPool pool, string name, string code, bool takeAliases, bool hides, CancellationToken ct)
    {
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
        var change = await users.Change(pool, user.Sub, u => u.Confirm(guess, now), takeAliases, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: CodeCheck.NotAwaited, User: var u } => CannotConfirm(u),
            { Outcome: not CodeCheck.Accepted } => CodeRefusal.Of(change.Outcome),
            _ => change.User,
        };
    }

    /// <summary>Ends a sign-up on an administrator's word.</summary>
    public async ValueTask<Outcome<User>> ConfirmByAdmin(UserPool pool, string name, CancellationToken ct)
    {
        if (await users.Find(pool, name, ct) is not { } user)
            return RefusalKind.UnknownUser;

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, user.Sub, u => u.ConfirmWithoutCode(now), takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Taken: { } attribute } => new Refusal(RefusalKind.AliasTaken, attribute),
            { Outcome: false } => CannotConfirm(change.User),
            _ => change.User,
        };
    }

    /// <summary>Sends a new code for a sign-up that waits; the old one is dead.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="hides">For people who are not there, answer as if a code had been sent.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<Delivery>> Resend(UserPool pool, string name, bool hides, CancellationToken ct)
    {
        var user = await users.Find(pool, name, ct);
        var who = limits.Who(pool, user, name);
        if (!await limits.Take(pool.Id, Limit.Resend, who, ct))
            return RefusalKind.AttemptLimit;
        if (user is null && !hides)
            return RefusalKind.UnknownUser;
        if (user is null || (hides && IsHidden(pool, user, name)))
            return await PretendToResend(pool, name, who, ct);

        var drawn = codes.Draw();
        var change = await users.Change(pool, user.Sub, u => SendAgain(pool, u, drawn), takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome;
    }

    private Outcome<Delivery> SendAgain(UserPool pool, User user, DrawnCode drawn)
    {
        if (user.Status is not UserStatus.Unconfirmed)
            return new Refusal(RefusalKind.Invalid, "User is already confirmed.");
        return Codes.AutoVerifiedAddress(pool, user) is { } attribute
            ? codes.Send(pool, user, drawn, CodePurpose.SignUp, MessagePurpose.ResendCode, attribute)
            : new Refusal(RefusalKind.Invalid, NothingToVerify);
    }

    private async ValueTask<Outcome<Delivery>> PretendToResend(UserPool pool, string name, string who, CancellationToken ct)
    {
        if (Codes.AutoVerified(pool) is not { Count: > 0 } attributes)
            return new Refusal(RefusalKind.Invalid, NothingToVerify);

        await limits.PretendCode(pool.Id, CodePurpose.SignUp, who, ct);
        return codes.Pretend(pool, name, attributes);
    }

    // Whether a user name is taken, sign-up tells anyhow. Where nobody signs up, and of aliases and subs, it does not.
    private static bool IsHidden(UserPool pool, User user, string name) =>
        user.Status is not UserStatus.Unconfirmed
        && (pool.OnlyAdminsCreate || !user.Names(pool.Names).Any(known => known.Value == pool.Names.Canonical(name) && SignUpTells(pool, known.Kind)));

    private static bool SignUpTells(UserPool pool, string kind) => kind == "username" || pool.Names.InsteadOfUsername.Contains(kind);

    private static Refusal CannotConfirm(User user) =>
        new(RefusalKind.WrongState, $"User cannot be confirmed. Current status is {StatusText.Of(user.Status)}");
}
