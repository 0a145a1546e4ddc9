namespace Gatehouse.Identity;

/// <summary>How an administrator wants a person added.</summary>
/// <param name="Name">The user name, or the address that stands in for it.</param>
/// <param name="Attributes">Attribute values; proofs of address may be among them.</param>
/// <param name="TemporaryPassword">For the first sign-in; when absent one is made up, or none is needed.</param>
/// <param name="Channels">By which ways the invitation goes; empty for none, null for the usual one.</param>
/// <param name="TakeAliases">Addresses that are other people's aliases move here.</param>
public sealed record Invitation(
    string Name,
    IReadOnlyDictionary<string, string> Attributes,
    string? TemporaryPassword,
    IReadOnlyList<Channel>? Channels,
    bool TakeAliases)
{
    /// <inheritdoc/>
    public override string ToString() => "Invitation";
}

/// <summary>People added by an administrator: a temporary password goes to them, and the first sign-in replaces it.</summary>
public sealed class Invitations(IUsers users, Passwords passwords, Codes codes, Naming naming, Consultations consultations, IRandom random)
{
    /// <summary>
    /// Adds a person and sends the invitation. The pool's function is asked first; it can do no more than refuse. Who is given no password,
    /// and can come in by a code, has none; what an invitation says is the password, so that they get none either.
    /// </summary>
    public async ValueTask<Outcome<User>> Create(Caller caller, Invitation invitation, CancellationToken ct)
    {
        var pool = caller.Pool;
        if ((await naming.Of(pool, invitation.Name, invitation.Attributes, ct)).Refused(out var refusal, out var names))
            return refusal;
        if (AttributeRules.ForNew(pool, null, names.Given, requireAll: false) is { } broken)
            return broken;
        var channels = invitation.Channels ?? Usual(names.Given);
        if (Unreachable(names.Given, channels) is { } unreachable)
            return unreachable;
        if (await users.Find(pool, invitation.Name, ct) is not null && !invitation.TakeAliases)
            return names.Taken;
        if (invitation.TemporaryPassword is { } chosen && Passwords.Weakness(pool, chosen) is { } weak)
            return weak;
        if ((await consultations.Ask(new SignUpQuestion(caller, names.Username, names.Given), ct)).Refused(out refusal, out _))
            return refusal;

        var made = invitation.TemporaryPassword is null && FirstFactors.ReachByCode(pool, names.Given)
            ? names.Create(pool, UserStatus.Confirmed, null, codes.Draw().Now)
            : await Guest(caller, names, invitation with { Channels = channels }, ct);
        if (made.Refused(out refusal, out var user))
            return refusal;

        return await users.Add(pool, user, invitation.TakeAliases, ct) is { } taken ? names.TakenAs(pool, taken) : user;
    }

    private async ValueTask<Outcome<User>> Guest(Caller caller, NewNames names, Invitation invitation, CancellationToken ct)
    {
        var pool = caller.Pool;
        var password = invitation.TemporaryPassword ?? pool.Passwords.Generate(random);
        if ((await passwords.Prepare(pool, names.Username, password, ct)).Refused(out var refusal, out var kept))
            return refusal;

        var user = names.Create(pool, UserStatus.ForceChangePassword, kept with { IsTemporary = true }, kept.Since);
        if ((await Draw(caller, user, invitation.Channels!, ct)).Refused(out refusal, out var drawn))
            return refusal;

        Invite(pool, user, invitation, password, drawn);
        return user;
    }

    /// <summary>Sends the invitation again, with a new temporary password and a new time limit.</summary>
    public async ValueTask<Outcome<User>> Resend(Caller caller, Invitation invitation, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (await users.Find(pool, invitation.Name, ct) is not { } user)
            return RefusalKind.UnknownUser;
        if (user.Status is not UserStatus.ForceChangePassword)
            return CannotResend(user);
        var channels = invitation.Channels ?? UsualAgain(user.State.Attributes);
        if (Unreachable(user.State.Attributes, channels) is { } unreachable)
            return unreachable;

        var password = invitation.TemporaryPassword ?? pool.Passwords.Generate(random);
        if ((await passwords.Prepare(pool, user.Username, password, ct)).Refused(out var refusal, out var kept))
            return refusal;

        if ((await Draw(caller, user, channels, ct)).Refused(out refusal, out var drawn))
            return refusal;

        var change = await users.Change(pool, user.Sub, Renew, takeAliases: false, ct);
        return change switch
        {
            { User: null } => RefusalKind.UnknownUser,
            { Outcome: false, User: var u } => CannotResend(u),
            _ => change.User,
        };

        bool Renew(User u)
        {
            if (u.Status is not UserStatus.ForceChangePassword)
                return false;
            u.SetTemporaryPassword(kept, pool.Passwords.History, drawn.Now);
            Invite(pool, u, invitation with { Channels = channels }, password, drawn);
            return true;
        }
    }

    private async ValueTask<Outcome<DrawnCode>> Draw(Caller caller, User user, IReadOnlyList<Channel> channels, CancellationToken ct) =>
        channels.Count == 0 ? codes.Draw() : await codes.Draw(caller, new(user, MessagePurpose.AdminCreateUser), ct);

    private static Refusal CannotResend(User user) =>
        new(RefusalKind.WrongState, "Resend not possible. Current status of the user is " + StatusText.Of(user.Status));

    // Usually an invitation goes as a text message, which nobody gets who has no telephone number: then none is sent.
    private static IReadOnlyList<Channel> Usual(IReadOnlyDictionary<string, string> attributes) =>
        string.IsNullOrEmpty(attributes.GetValueOrDefault(Attributes.Phone)) ? [] : [Channel.Sms];

    // It makes the password before useless, so somebody must get the new one.
    private static IReadOnlyList<Channel> UsualAgain(IReadOnlyDictionary<string, string> attributes) =>
        Usual(attributes) is { Count: > 0 } usual ? usual : [Channel.Email];

    private void Invite(UserPool pool, User user, Invitation invitation, string password, DrawnCode drawn)
    {
        foreach (var channel in invitation.Channels!)
            user.Send(codes.Invitation(pool, user, invitation.Name, password, channel, drawn));
    }

    private static Refusal? Unreachable(IReadOnlyDictionary<string, string> attributes, IReadOnlyList<Channel> channels)
    {
        foreach (var channel in channels)
        {
            var attribute = channel is Channel.Sms ? Attributes.Phone : Attributes.Email;
            if (string.IsNullOrEmpty(attributes.GetValueOrDefault(attribute)))
                return new Refusal(RefusalKind.Invalid, $"User does not have the attribute {attribute} to which the invitation is to be sent.");
        }

        return null;
    }
}
