namespace Gatehouse.Identity;

/// <summary>A person who was just added.</summary>
/// <param name="User">The person.</param>
/// <param name="Delivery">Where a code went; null when none was sent.</param>
public sealed record SignedUp(User User, Delivery? Delivery);

/// <summary>Adds people who sign up, whichever edge they come through.</summary>
public sealed class SignUps(IUsers users, Passwords passwords, Codes codes, Naming naming, Consultations consultations, TimeProvider clock)
{
    /// <summary>
    /// Adds a person who signs up, and sends the code that ends the sign-up where the pool wants one. The pool's function is asked first;
    /// it may refuse, or confirm the person at once. Without a password they come in by what the pool has in its place.
    /// </summary>
    public async ValueTask<Outcome<SignedUp>> Register(
        Caller caller, string name, string? password, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        var pool = caller.Pool;
        if ((await Judge(caller, name, attributes, ct)).Refused(out var refusal, out var names))
            return refusal;
        if ((password is null ? Locked(pool, names) : await passwords.Objection(caller, PasswordOccasion.SignUp, password, ct)) is { } unfit)
            return unfit;
        if ((await consultations.Ask(new SignUpQuestion(caller, names.Username, names.Given), ct)).Refused(out refusal, out var decision))
            return refusal;
        StoredPassword? kept = null;
        if (password is not null && (await passwords.Prepare(pool, names.Username, password, ct)).Refused(out refusal, out kept))
            return refusal;

        var status = decision.IsConfirmed ? UserStatus.Confirmed : UserStatus.Unconfirmed;
        var user = names.Proven(decision.Proven).Create(pool, status, kept, kept?.Since ?? clock.GetUtcNow());
        Delivery? delivery = null;
        if (!decision.IsConfirmed && Codes.AutoVerifiedAddress(pool, user) is { } attribute)
        {
            if ((await codes.Draw(caller, new(user, MessagePurpose.SignUp, Destination.Of(user, attribute)), ct)).Refused(out refusal, out var drawn))
                return refusal;
            delivery = codes.Send(pool, user, drawn, CodePurpose.SignUp, MessagePurpose.SignUp, attribute);
        }

        // Whose address is proven has it as a name, whoever had it before.
        if (await users.Add(pool, user, takeAliases: decision.Proven.Count > 0, ct) is { } taken)
            return names.TakenAs(pool, taken);

        var signedUp = new SignedUp(user, delivery);
        return decision.IsConfirmed && (await consultations.Tell(new(caller, user, IsRecovery: false))).Refused(out refusal, out _) ? refusal : signedUp;
    }

    // A passkey is made by whoever is signed in, and the end of the sign-up can be that.
    private static Refusal? Locked(UserPool pool, NewNames names) =>
        FirstFactors.ReachByCode(pool, names.Given) || FirstFactors.WithoutPassword(pool).Contains(FirstFactor.Passkey)
            ? null
            : new Refusal(RefusalKind.Invalid, "A user without a password needs an email or phone_number to which sign-in codes can be sent.");

    private async ValueTask<Outcome<NewNames>> Judge(Caller caller, string name, IReadOnlyDictionary<string, string> attributes, CancellationToken ct)
    {
        var pool = caller.Pool;
        if (pool.OnlyAdminsCreate)
            return new Refusal(RefusalKind.NotPermitted, "SignUp is not permitted for this user pool");
        if (pool.Names.Aliases.Contains(Attributes.PreferredUsername) && attributes.ContainsKey(Attributes.PreferredUsername))
            return new Refusal(RefusalKind.Invalid, "preferred_username can be set only after the user is confirmed, since user pool is configured for preferred_username alias.");
        if ((await naming.Of(pool, name, attributes, ct)).Refused(out var refusal, out var names))
            return refusal;
        if (AttributeRules.ForNew(pool, caller.Client, names.Given, requireAll: true) is { } broken)
            return broken;

        return await users.Find(pool, name, ct) is not null ? names.Taken : names;
    }
}
