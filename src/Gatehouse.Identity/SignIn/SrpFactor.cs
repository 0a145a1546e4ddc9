using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>Proof of the password by SRP: the password never crosses the wire, and a person who is not there looks like one who is.</summary>
public sealed class SrpFactor(IUsers users, ISrp srp, ISecretBox secrets, ISpentValues spent, Limits limits, FreshValues fresh)
{
    /// <summary>Answers A with salt and B.</summary>
    public async ValueTask<Outcome<SignInResult>> Begin(SignInAttempt attempt, string publicA, CancellationToken ct)
    {
        if (!srp.IsAcceptable(publicA))
            return new Refusal(RefusalKind.Invalid, "Invalid SRP_A value.");

        var (pool, client, name) = attempt;
        var user = await users.Find(pool, name, ct);
        if (user is null && !client.HidesUnknownUsers)
            return RefusalKind.UnknownUser;
        if (user is { Status: UserStatus.ResetRequired } && !client.HidesUnknownUsers)
            return RefusalKind.ResetRequired;

        var kept = Kept(pool, user, name);
        var userId = user is null ? PretendedId(pool, name) : pool.Names.Canonical(user.Username);
        var start = srp.Start(kept.Verifier);
        var exchange = new SrpExchange(
            pool.Id, client.Id, name, userId, publicA, start, (fresh.Now + client.StepLifetime).UtcTicks, fresh.Nonce());
        return new SignInResult.ProveBySrp(userId, Convert.ToHexStringLower(kept.Salt), start.Public, exchange.Seal(secrets));
    }

    /// <summary>Judges a proof. Wrong ones are counted like wrong passwords; a right one works once.</summary>
    public async ValueTask<Outcome<User>> Prove(UserPool pool, AppClient client, SrpProof proof, CancellationToken ct)
    {
        if (SrpExchange.Open(secrets, proof.SecretBlock) is not { } exchange || exchange.PoolId != pool.Id || exchange.ClientId != client.Id)
            return RefusalKind.WrongPassword;
        if (fresh.Now.UtcTicks >= exchange.Expires || !IsOf(pool, exchange, proof.Name) || !proof.IsTimely(fresh.Now))
            return RefusalKind.WrongPassword;

        var user = await users.Find(pool, exchange.Name, ct);
        var who = limits.Who(pool, user, exchange.Name);
        if (await limits.IsLocked(pool.Id, who, ct))
            return RefusalKind.Locked;

        // The arithmetic is done for people who are not there too.
        var holds = exchange.Holds(srp, pool.ShortName, Kept(pool, user, exchange.Name), proof);
        if (user?.State.Password?.Srp is null || pool.Names.Canonical(user.Username) != exchange.UserId || !holds)
            return await limits.Failed(pool.Id, who, ct) ? RefusalKind.Locked : RefusalKind.WrongPassword;
        if (await limits.Succeeded(pool.Id, who, ct))
            return RefusalKind.Locked;

        var once = await spent.Spend(pool.Id, exchange.Nonce, new DateTimeOffset(exchange.Expires, TimeSpan.Zero), ct);
        return once ? user : RefusalKind.WrongPassword;
    }

    private static bool IsOf(UserPool pool, SrpExchange exchange, string name) =>
        name == exchange.UserId || pool.Names.Canonical(name) == pool.Names.Canonical(exchange.Name);

    private SrpVerifier Kept(UserPool pool, User? user, string name)
    {
        if (user?.State.Password?.Srp is { } kept)
            return kept;

        // Any number serves as a verifier nobody has the password of; its 383 bytes are below N.
        var seed = Ghost("srp", pool, user?.Sub ?? name);
        var verifier = HKDF.Expand(HashAlgorithmName.SHA256, seed, 383, "verifier"u8.ToArray());
        return new SrpVerifier(HKDF.Expand(HashAlgorithmName.SHA256, seed, 16, "salt"u8.ToArray()), verifier);
    }

    // Somebody with that user name would be told it; somebody with that address, a user name that does not show in it.
    private string PretendedId(UserPool pool, string name) => pool.Names.InsteadOfUsername.Count > 0 || NewNames.Clash(pool, name) is not null
        ? Ids.UuidFrom(Ghost("srp-user", pool, name))
        : pool.Names.Canonical(name);

    private byte[] Ghost(string purpose, UserPool pool, string name) =>
        secrets.Mac(purpose, Encoding.UTF8.GetBytes($"{pool.Id}/{pool.Names.Canonical(name)}"));
}
