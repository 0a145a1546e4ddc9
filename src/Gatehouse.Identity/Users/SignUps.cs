namespace Gatehouse.Identity;

/// <summary>A person who was just added.</summary>
/// <param name="User">The person.</param>
/// <param name="Delivery">Where a code went; null when none was sent.</param>
public sealed record SignedUp(User User, Delivery? Delivery);

/// <summary>Sign-up and its confirmation, whichever edge they come through.</summary>
public sealed class SignUps(IUsers users, Passwords passwords, Codes codes, Limits limits, IRandom random, TimeProvider clock)
{
    /// <summary>Adds a person who signs up, and sends the code that ends the sign-up where the pool wants one.</summary>
    public async ValueTask<Outcome<SignedUp>> Register(
        UserPool pool, AppClient client, string name, string password, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        if (pool.OnlyAdminsCreate)
            return new Refusal(RefusalKind.NotPermitted, "SignUp is not permitted for this user pool");
        if (pool.Names.Aliases.Contains(Attributes.PreferredUsername) && attributes.ContainsKey(Attributes.PreferredUsername))
            return new Refusal(RefusalKind.Invalid, "preferred_username can be set only after the user is confirmed, since user pool is configured for preferred_username alias.");
        if (NewNames.Of(pool, name, attributes, random).Refused(out var refusal, out var names))
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
        return await users.Add(pool, user, takeAliases: false, ct) is null ? new SignedUp(user, delivery) : names.Taken;
    }

    /// <summary>Ends a sign-up with the code that was sent.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="name">By which name the person is called.</param>
    /// <param name="code">What they typed.</param>
    /// <param name="takeAliases">An address that is another person's alias moves here.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Confirm(UserPool pool, string name, string code, bool takeAliases, CancellationToken ct)
    {
        var user = await users.Find(pool, name, ct);
        if (!await limits.Take(pool.Id, Limit.Confirm, limits.Who(pool, user, name), ct))
            return RefusalKind.AttemptLimit;
        if (user is null)
            return RefusalKind.UnknownUser;

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
    public async ValueTask<Outcome<Delivery>> Resend(UserPool pool, string name, CancellationToken ct)
    {
        var user = await users.Find(pool, name, ct);
        if (!await limits.Take(pool.Id, Limit.Resend, limits.Who(pool, user, name), ct))
            return RefusalKind.AttemptLimit;
        if (user is null)
            return RefusalKind.UnknownUser;

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
            : new Refusal(RefusalKind.Invalid, "Auto verification not turned on.");
    }

    private static Refusal CannotConfirm(User user) =>
        new(RefusalKind.WrongState, $"User cannot be confirmed. Current status is {StatusText.Of(user.Status)}");
}
