using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Identity;

/// <summary>What is said of people who are not there: the same of a name each time, over restarts and nodes, and nothing that tells.</summary>
public sealed class Strangers(ISecretBox secrets)
{
    /// <summary>Stands for a person's sub, and looks like one.</summary>
    public string SubOf(UserPool pool, string name) => Ids.UuidFrom(Marks("stranger", pool, name));

    /// <summary>The same for an attempt, which may be called by that very sub by now.</summary>
    public string SubOf(SignInAttempt attempt) => attempt.StrangerSub ?? SubOf(attempt.Pool, attempt.Name);

    /// <summary>
    /// The user name that an application is told. A stranger has one too: what was typed, where it could be a user name; where it could be
    /// somebody's address, a user name that does not show in it.
    /// </summary>
    public string NameOf(SignInAttempt attempt, User? user)
    {
        var names = attempt.Pool.Names;
        return user is not null ? names.Canonical(user.Username)
            : names.InsteadOfUsername.Count > 0 || NewNames.Clash(attempt.Pool, attempt.Name) is not null ? SubOf(attempt)
            : names.Canonical(attempt.Name);
    }

    /// <summary>What is kept of a password that nobody has. Any number serves; its 383 bytes are below N.</summary>
    /// <param name="sub">Who seems to have it.</param>
    public SrpVerifier VerifierOf(string sub)
    {
        var seed = secrets.Mac("stranger-srp", Encoding.UTF8.GetBytes(sub));
        return new SrpVerifier(
            HKDF.Expand(HashAlgorithmName.SHA256, seed, 16, "salt"u8.ToArray()), HKDF.Expand(HashAlgorithmName.SHA256, seed, 383, "verifier"u8.ToArray()));
    }

    /// <summary>With what they could begin to sign in: as people differ in what they have, so do strangers.</summary>
    public IReadOnlyList<FirstFactor> FactorsOf(UserPool pool, string name, bool withPasskeys)
    {
        var marks = Marks("stranger-factors", pool, name);
        var others = pool.FirstFactors.Where(factor => factor is not FirstFactor.Password && Has(factor)).ToList();
        var hasPassword = pool.FirstFactors.Contains(FirstFactor.Password) && (others.Count == 0 || pool.RequiresSecondFactor || marks[3] % 4 != 0);
        return [.. others.Concat(hasPassword ? [FirstFactor.Password] : []).Order()];

        bool Has(FirstFactor factor) => factor switch
        {
            FirstFactor.EmailCode => !pool.RequiresSecondFactor && marks[0] % 4 != 0,
            FirstFactor.SmsCode => !pool.RequiresSecondFactor && marks[1] % 4 == 0,
            _ => withPasskeys && (!pool.RequiresSecondFactor || pool.Passkeys is { SatisfiesSecondFactor: true }) && marks[2] % 4 == 0,
        };
    }

    /// <summary>Whether their passkey seems to count as both factors, as it does for everybody where only such passkeys serve.</summary>
    public bool PasskeyIsBoth(UserPool pool, string name) =>
        pool.Passkeys is { SatisfiesSecondFactor: true } && (pool.RequiresSecondFactor || Marks("stranger-factors", pool, name)[4] % 4 == 0);

    /// <summary>A passkey they seem to have: it is asked for, and nobody can prove it.</summary>
    public Passkey PasskeyOf(UserPool pool, string name, string partyId) => new()
    {
        CredentialId = Marks("stranger-passkey", pool, name),
        PublicKey = [],
        SignCount = 0,
        MayBeCopied = true,
        IsCopied = true,
        PersonVerified = true,
        Transports = ["hybrid", "internal"],
        PartyId = partyId,
        Created = default,
    };

    private byte[] Marks(string purpose, UserPool pool, string name) =>
        secrets.Mac(purpose, Encoding.UTF8.GetBytes($"{pool.Id}/{pool.Names.Canonical(name)}"));
}
