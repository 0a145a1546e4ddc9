namespace Gatehouse.Identity;

/// <summary>Makes and checks passwords as they are kept: the policy, the hash, and what SRP needs.</summary>
public sealed class Passwords(IPasswordHasher hasher, ISrp srp, IAppClients clients, CompromisedCheck compromised, TimeProvider clock)
{
    /// <summary>Prepares a password that keeps the policy; refuses <see cref="RefusalKind.WeakPassword"/> with the broken rule.</summary>
    /// <param name="pool">Whose policy rules.</param>
    /// <param name="username">The person's own user name, not an alias: SRP is bound to it.</param>
    /// <param name="password">In clear.</param>
    /// <param name="ct">Cancels the wait for a hashing lane.</param>
    public async ValueTask<Outcome<StoredPassword>> Prepare(UserPool pool, string username, string password, CancellationToken ct)
    {
        if (Weakness(pool, password) is { } weak)
            return weak;

        return await Keep(pool, username, password, ct);
    }

    /// <summary>Prepares a password that somebody else has judged.</summary>
    public async ValueTask<StoredPassword> Adopt(UserPool pool, string username, string password, CancellationToken ct) =>
        await Keep(pool, username, password, ct);

    /// <summary>What is to be said against a new password, whoever wants it: the policy, and that it was stolen; null when nothing.</summary>
    /// <param name="caller">Through what it is proposed.</param>
    /// <param name="occasion">What for.</param>
    /// <param name="password">In clear.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Refusal?> Objection(Caller caller, PasswordOccasion occasion, string password, CancellationToken ct) =>
        Weakness(caller.Pool, password) ?? (await IsBlocked(caller, occasion, password, ct) ? RefusalKind.PasswordCompromised : null);

    /// <summary>Whether a password is refused because it was stolen.</summary>
    public ValueTask<bool> IsBlocked(Caller caller, PasswordOccasion occasion, string password, CancellationToken ct) =>
        compromised.Blocks(caller, occasion, password, ct);

    /// <summary>What the policy says against a password; null when nothing.</summary>
    public static Refusal? Weakness(UserPool pool, string password) =>
        pool.Passwords.Broken(password) is { } rule ? new Refusal(RefusalKind.WeakPassword, rule) : null;

    /// <summary>
    /// Whether a password is one of the newest that a person had, as far back as the pool's policy goes. It costs a hash for each: ask it
    /// only of somebody who has proven who they are, and only so often.
    /// </summary>
    public async ValueTask<bool> WasUsed(UserPool pool, User user, string password, CancellationToken ct)
    {
        foreach (var hash in user.PasswordHashes(pool.Passwords.History))
        {
            if ((await hasher.Verify(hash, password, ct)).Matches)
                return true;
        }

        return false;
    }

    /// <summary>Compares a password with what is kept; without anything kept it takes as long and says no.</summary>
    public ValueTask<PasswordCheck> Check(User? user, string password, CancellationToken ct) =>
        hasher.Verify(user?.State.Password?.Hash, password, ct);

    /// <summary>What is kept of this password brought up to today's parameters and needs; null when it is already.</summary>
    public async ValueTask<StoredPassword?> Renewed(UserPool pool, User user, string password, PasswordCheck check, CancellationToken ct)
    {
        var kept = user.State.Password!;
        if (check.Outdated)
            return await Keep(pool, user.Username, password, ct);

        var needed = await clients.AnyAllows(pool.Id, BySrp(pool), ct);
        if (needed == kept.Srp is not null)
            return null;

        return kept with { Srp = needed ? Enrol(pool, user.Username, password) : null };
    }

    private async ValueTask<StoredPassword> Keep(UserPool pool, string username, string password, CancellationToken ct)
    {
        var hash = await hasher.Hash(password, ct);
        var needed = await clients.AnyAllows(pool.Id, BySrp(pool), ct);
        return new StoredPassword(hash, clock.GetUtcNow()) { Srp = needed ? Enrol(pool, username, password) : null };
    }

    // Whoever chooses the first factor may choose to prove the password by SRP, and so may a function that decides what is asked.
    private static SignInWays BySrp(UserPool pool) =>
        SignInWays.Srp | SignInWays.Choice | (pool.Functions[Occasion.SignInCourse] is null ? SignInWays.None : SignInWays.Custom);

    // Bound to the canonical name: what a sign-in by SRP says of a name must not show how somebody once spelled it.
    private SrpVerifier Enrol(UserPool pool, string username, string password) =>
        srp.Enrol(pool.ShortName, pool.Names.Canonical(username), password);
}
