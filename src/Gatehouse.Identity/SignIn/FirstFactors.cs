namespace Gatehouse.Identity;

/// <summary>With what a sign-in can begin, where the person has the choice.</summary>
public enum FirstFactor
{
    /// <summary>The password.</summary>
    Password,

    /// <summary>A code that is sent by mail.</summary>
    EmailCode,

    /// <summary>A code that is sent by text message.</summary>
    SmsCode,

    /// <summary>A passkey.</summary>
    Passkey,
}

/// <summary>Says with what a person can begin to sign in.</summary>
public static class FirstFactors
{
    /// <summary>
    /// What a person can choose among. Who has a second factor, or must have one, begins with the password: a code that is sent would be
    /// the same proof twice. A passkey is there for them too where it counts as both factors, by the word of the pool and their own.
    /// </summary>
    public static IReadOnlyList<FirstFactor> Of(UserPool pool, User user, bool hasPasskey)
    {
        var bindsToPassword = pool.RequiresSecondFactor || FactorFacts.Of(pool, user).Chosen.Count > 0;
        return [.. pool.FirstFactors.Where(Has).Order()];

        bool Has(FirstFactor factor) => factor switch
        {
            FirstFactor.Password => user.State.Password is not null,
            FirstFactor.EmailCode => !bindsToPassword && user[Attributes.Email] is not null,
            FirstFactor.SmsCode => !bindsToPassword && user[Attributes.Phone] is not null,
            _ => hasPasskey && (!bindsToPassword || PasskeyIsBoth(pool, user)),
        };
    }

    /// <summary>Whether a passkey counts as both factors of a person, who then must be verified by the device.</summary>
    public static bool PasskeyIsBoth(UserPool pool, User user) => pool.Passkeys is { SatisfiesSecondFactor: true } && user.State.Factors.Passkey;

    /// <summary>With what people without a password can begin: nothing where everybody must have a second factor beside it.</summary>
    public static IReadOnlyList<FirstFactor> WithoutPassword(UserPool pool) =>
        pool.RequiresSecondFactor ? [] : [.. pool.FirstFactors.Where(factor => factor is not FirstFactor.Password).Order()];

    /// <summary>Whether somebody with these attributes can be sent a code with which they begin.</summary>
    public static bool ReachByCode(UserPool pool, IReadOnlyDictionary<string, string> attributes) => WithoutPassword(pool).Any(factor => factor switch
    {
        FirstFactor.EmailCode => attributes.GetValueOrDefault(Attributes.Email) is { Length: > 0 },
        FirstFactor.SmsCode => attributes.GetValueOrDefault(Attributes.Phone) is { Length: > 0 },
        _ => false,
    });
}
