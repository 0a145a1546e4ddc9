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
    /// the same proof twice. A passkey that counts as both factors is there for them too.
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
            _ => hasPasskey && (!bindsToPassword || pool.Passkeys is { SatisfiesSecondFactor: true }),
        };
    }
}
