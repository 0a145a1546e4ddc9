namespace Gatehouse.Identity;

/// <summary>Who begins to sign in.</summary>
/// <param name="User">The person; null when nobody is there and that is hidden.</param>
public readonly record struct Comer(User? User);

/// <summary>Begins sign-ins: the pool's function says whether somebody may try, then the first factor judges.</summary>
public sealed class Beginnings(
    PasswordFactor password, SrpFactor srp, IUsers users, Limits limits, Migrations migrations, Consultations consultations)
{
    /// <summary>Proves a password. Who is not there may come over from another directory.</summary>
    public async ValueTask<Outcome<User>> ByPassword(SignInAttempt attempt, string secret, CancellationToken ct) =>
        (await Refuse(attempt, ct) ?? await BringOver(attempt, secret, ct)) is { } refusal ? refusal : await password.Prove(attempt, secret, ct);

    /// <summary>Begins a proof by SRP.</summary>
    public async ValueTask<Outcome<SignInResult>> BySrp(SignInAttempt attempt, string publicA, CancellationToken ct) =>
        await Refuse(attempt, ct) is { } refusal ? refusal : await srp.Begin(attempt, publicA, ct);

    /// <summary>Ends it.</summary>
    public ValueTask<Outcome<ProvenBySrp>> ProveSrp(SignInAttempt attempt, SrpProof proof, CancellationToken ct) =>
        srp.Prove(attempt.Pool, attempt.Client, proof, ct);

    /// <summary>Finds who begins, before it is known with what.</summary>
    public async ValueTask<Outcome<Comer>> Meet(SignInAttempt attempt, CancellationToken ct)
    {
        var user = await users.Find(attempt.Pool, attempt.Name, ct);
        if (user is null && !attempt.Client.HidesUnknownUsers)
            return RefusalKind.UnknownUser;

        return await Ask(attempt, user, ct) is { } refusal ? refusal : new Comer(user);
    }

    // Nobody is asked about those who may not try just now, nor about those of whom the caller is told that they are not there.
    private async ValueTask<Refusal?> Refuse(SignInAttempt attempt, CancellationToken ct)
    {
        var (pool, client, name) = attempt;
        if (pool.Functions[Occasion.BeforeSignIn] is null)
            return null;

        var user = await users.Find(pool, name, ct);
        if (user is null && !client.HidesUnknownUsers)
            return null;
        if (await limits.IsLocked(pool.Id, limits.Who(pool, user, name), ct))
            return RefusalKind.Locked;

        return await Ask(attempt, user, ct);
    }

    private async ValueTask<Refusal?> BringOver(SignInAttempt attempt, string secret, CancellationToken ct)
    {
        var (pool, client, name) = attempt;
        if (pool.Functions[Occasion.Migration] is null || await users.Find(pool, name, ct) is not null)
            return null;

        var who = limits.Who(pool, null, name);
        if (await limits.IsLocked(pool.Id, who, ct))
            return RefusalKind.Locked;
        if (!(await migrations.Bring(attempt.Caller, name, secret, ct)).Refused(out var refusal, out _))
            return null;

        // A password that the function does not take is a wrong one like any other.
        return refusal.Kind is not RefusalKind.FunctionRefused ? refusal
            : await limits.Failed(pool.Id, who, ct) ? RefusalKind.Locked
            : client.HidesUnknownUsers ? RefusalKind.WrongPassword
            : refusal;
    }

    private async ValueTask<Refusal?> Ask(SignInAttempt attempt, User? user, CancellationToken ct)
    {
        var question = new SignInQuestion(attempt.Caller, user?.Username ?? attempt.Name, user);
        return (await consultations.Ask(question, ct)).Refused(out var refusal, out _) ? refusal : null;
    }
}
