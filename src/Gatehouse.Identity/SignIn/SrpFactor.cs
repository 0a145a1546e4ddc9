namespace Gatehouse.Identity;

/// <summary>Somebody who proved the password by SRP.</summary>
/// <param name="User">The person.</param>
/// <param name="DeviceKey">On which device it began, as was said; null when nothing was.</param>
public sealed record ProvenBySrp(User User, string? DeviceKey);

/// <summary>Proof of the password by SRP: the password never crosses the wire, and a person who is not there looks like one who is.</summary>
public sealed class SrpFactor(IUsers users, ISrp srp, SrpExchanges exchanges, Strangers strangers, Limits limits)
{
    /// <summary>Refuses an A that would show the key.</summary>
    public static readonly Refusal Unacceptable = new(RefusalKind.Invalid, "Invalid SRP_A value.");

    /// <summary>Whether an A can be worked with.</summary>
    public bool IsAcceptable(string publicA) => srp.IsAcceptable(publicA);

    /// <summary>Answers A with salt and B.</summary>
    public async ValueTask<Outcome<SignInResult>> Begin(SignInAttempt attempt, string publicA, CancellationToken ct)
    {
        if (!IsAcceptable(publicA))
            return Unacceptable;

        var (pool, client, name) = attempt;
        var user = await users.Find(pool, name, ct);
        if (user is null && !client.HidesUnknownUsers)
            return RefusalKind.UnknownUser;

        return MustReset(attempt, user) ? RefusalKind.ResetRequired : exchanges.Begin(attempt, strangers.NameOf(attempt, user), Offer(attempt, user, publicA));
    }

    /// <summary>The same in the middle of a sign-in, with the A that came at its beginning.</summary>
    public Outcome<SignInResult> BeginInCourse(SignInAttempt attempt, User? user) => MustReset(attempt, user)
        ? RefusalKind.ResetRequired
        : exchanges.BeginInCourse(
            attempt, user, strangers.NameOf(attempt, user), Offer(attempt, user, Convert.ToHexStringLower(attempt.Course!.PublicA!)));

    /// <summary>Judges a proof. Wrong ones are counted like wrong passwords; a right one works once.</summary>
    public async ValueTask<Outcome<ProvenBySrp>> Prove(UserPool pool, AppClient client, SrpProof proof, CancellationToken ct)
    {
        if (exchanges.Open(client, proof, SrpProver.Person) is not { } exchange)
            return RefusalKind.WrongPassword;

        return (await Prove(pool, exchange, proof, ct)).Refused(out var refusal, out var user) ? refusal : new ProvenBySrp(user, exchange.DeviceKey);
    }

    /// <summary>Judges the proof that a step waits for, and no other.</summary>
    public async ValueTask<Outcome<User>> ProveInCourse(SignInAttempt attempt, string? session, SrpProof proof, CancellationToken ct)
    {
        if ((await exchanges.Resume(attempt, session, ct)).Refused(out var refusal, out var begun))
            return refusal;
        if (exchanges.Open(attempt.Client, proof, SrpProver.PersonInCourse) is not { } exchange || !exchange.Nonce.AsSpan().SequenceEqual(begun.Step.Nonce))
            return RefusalKind.WrongPassword;

        return await Prove(attempt.Pool, exchange, proof, ct);
    }

    private async ValueTask<Outcome<User>> Prove(UserPool pool, SrpExchange exchange, SrpProof proof, CancellationToken ct)
    {
        if (exchanges.Now.UtcTicks >= exchange.Expires || !IsOf(pool, exchange, proof.Name) || !proof.IsTimely(exchanges.Now))
            return RefusalKind.WrongPassword;

        var user = await users.Find(pool, exchange.Name, ct);
        var who = limits.Who(pool, user, exchange.Name);
        if (await limits.IsLocked(pool.Id, who, ct))
            return RefusalKind.Locked;

        // The arithmetic is done for people who are not there too.
        var holds = exchange.Holds(srp, pool.ShortName, Kept(user, user?.Sub ?? strangers.SubOf(pool, exchange.Name)), proof);
        if (user?.State.Password?.Srp is null || pool.Names.Canonical(user.Username) != exchange.UserId || !holds)
            return await limits.Failed(pool.Id, who, ct) ? RefusalKind.Locked : RefusalKind.WrongPassword;
        if (await limits.Succeeded(pool.Id, who, ct))
            return RefusalKind.Locked;

        return await exchanges.Spend(exchange, ct) ? user : RefusalKind.WrongPassword;
    }

    private static bool MustReset(SignInAttempt attempt, User? user) =>
        user is { Status: UserStatus.ResetRequired } && !attempt.Client.HidesUnknownUsers;

    private static bool IsOf(UserPool pool, SrpExchange exchange, string name) =>
        name == exchange.UserId || pool.Names.Canonical(name) == pool.Names.Canonical(exchange.Name);

    private SrpOffer Offer(SignInAttempt attempt, User? user, string publicA)
    {
        var kept = Kept(user, user?.Sub ?? strangers.SubOf(attempt));
        return new(publicA, kept.Salt, srp.Start(kept.Verifier));
    }

    private SrpVerifier Kept(User? user, string sub) => user?.State.Password?.Srp ?? strangers.VerifierOf(sub);
}
