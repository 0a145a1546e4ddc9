using System.Text;

namespace Gatehouse.Identity;

/// <summary>What is counted by the hour, and how often it may be done.</summary>
/// <param name="Name">The name under which it is counted.</param>
/// <param name="PerHour">How often in an hour.</param>
public readonly record struct Limit(string Name, int PerHour)
{
    /// <summary>Asking for a sign-up code again.</summary>
    public static readonly Limit Resend = new("resend", 5);

    /// <summary>Trying a sign-up code.</summary>
    public static readonly Limit Confirm = new("confirm", 15);

    /// <summary>Asking for a recovery code.</summary>
    public static readonly Limit Recover = new("recover", 5);

    /// <summary>Trying a recovery code.</summary>
    public static readonly Limit ConfirmRecovery = new("confirm-recovery", 15);

    /// <summary>Changing a password.</summary>
    public static readonly Limit ChangePassword = new("change-password", 5);

    /// <summary>Choosing a password in place of a temporary one.</summary>
    public static readonly Limit NewPassword = new("new-password", 15);

    /// <summary>Asking for an attribute code.</summary>
    public static readonly Limit AttributeCode = new("attribute-code", 5);

    /// <summary>Trying an attribute code.</summary>
    public static readonly Limit VerifyAttribute = new("verify-attribute", 15);

    /// <summary>Being sent a code that is the second factor of a sign-in.</summary>
    public static readonly Limit FactorCode = new("factor-code", 15);

    /// <summary>Being sent a code that signs in without a password.</summary>
    public static readonly Limit SignInCode = new("sign-in-code", 5);

    /// <summary>Trying the first code of an authenticator.</summary>
    public static readonly Limit VerifyAuthenticator = new("verify-authenticator", 15);
}

/// <summary>Counts what each person does too often, by whatever name they are called, and what is done in unknown names just the same.</summary>
public sealed class Limits(ITallies tallies, ISecretBox secrets, TimeProvider clock)
{
    /// <summary>Whom a count is for: a known person's sub, or a stable stand-in for a name nobody has.</summary>
    public string Who(UserPool pool, User? user, string name) =>
        user?.Sub ?? "ghost/" + Convert.ToHexStringLower(secrets.Mac("ghost", Encoding.UTF8.GetBytes($"{pool.Id}/{pool.Names.Canonical(name)}")).AsSpan(0, 16));

    /// <summary>Takes one from an hourly budget; false when it is used up.</summary>
    public ValueTask<bool> Take(string poolId, Limit limit, string who, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return tallies.Change(poolId, $"{limit.Name}/{who}", tally => HourlyBudget.Take(tally, limit.PerHour, now), ct);
    }

    /// <summary>Whether password tries for this person are refused now.</summary>
    public ValueTask<bool> IsLocked(string poolId, string who, CancellationToken ct) => IsLocked(Lockout.OfPasswords, poolId, who, ct);

    /// <summary>Whether tries of a kind are refused now.</summary>
    public async ValueTask<bool> IsLocked(Lockout lockout, string poolId, string who, CancellationToken ct) =>
        lockout.IsLocked(await tallies.Find(poolId, LockKey(lockout, who), ct), clock.GetUtcNow());

    /// <summary>Counts a wrong password; true when the try lay inside a lock and must be answered so.</summary>
    public ValueTask<bool> Failed(string poolId, string who, CancellationToken ct) => Failed(Lockout.OfPasswords, poolId, who, ct);

    /// <summary>Counts a wrong try of a kind; true when it lay inside a lock and must be answered so.</summary>
    public ValueTask<bool> Failed(Lockout lockout, string poolId, string who, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return tallies.Change(poolId, LockKey(lockout, who), tally => lockout.Failed(tally, now), ct);
    }

    /// <summary>
    /// Notes a right password; true when the try lay inside a lock and must be refused all the same. It is judged after the password was
    /// checked, so of many guesses at once no more are of use than the lock allows.
    /// </summary>
    public ValueTask<bool> Succeeded(string poolId, string who, CancellationToken ct) => Succeeded(Lockout.OfPasswords, poolId, who, ct);

    /// <summary>Notes a right try of a kind, in the same way.</summary>
    public async ValueTask<bool> Succeeded(Lockout lockout, string poolId, string who, CancellationToken ct)
    {
        if (await tallies.Find(poolId, LockKey(lockout, who), ct) is null)
            return false;

        var now = clock.GetUtcNow();
        return await tallies.Change(poolId, LockKey(lockout, who), tally => lockout.Succeeded(tally, now), ct);
    }

    /// <summary>Pretends, for a name nobody has, that a code was sent.</summary>
    public ValueTask<bool> PretendCode(string poolId, CodePurpose purpose, string ghost, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return tallies.Change(poolId, GhostKey(purpose, ghost), _ => (new Tally(0, now + OneTimeCode.LifetimeOf(purpose), now), true), ct);
    }

    /// <summary>Pretends to try the code that was never sent.</summary>
    public ValueTask<CodeCheck> TryPretendedCode(string poolId, CodePurpose purpose, string ghost, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return tallies.Change(poolId, GhostKey(purpose, ghost), Try, ct);

        (Tally, CodeCheck) Try(Tally tally)
        {
            if (now >= tally.Until)
                return (tally, CodeCheck.Expired);
            return tally.Count >= OneTimeCode.MaxFailures
                ? (tally, CodeCheck.TooManyAttempts)
                : (tally with { Count = tally.Count + 1, Last = now }, CodeCheck.Mismatch);
        }
    }

    private static string GhostKey(CodePurpose purpose, string ghost) => $"ghost-code/{purpose}/{ghost}";

    private static string LockKey(Lockout lockout, string who) => $"{lockout.Name}/{who}";
}
