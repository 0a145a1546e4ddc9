namespace Gatehouse.Identity;

/// <summary>What somebody wants of one second factor.</summary>
/// <param name="On">Whether it is to be on; null leaves it.</param>
/// <param name="Preferred">Whether it is to be preferred; null leaves it.</param>
public readonly record struct FactorWish(bool? On, bool? Preferred);

/// <summary>Sets which second factors a person is asked for: by themselves, or by an administrator.</summary>
public sealed class FactorPreferences(IUsers users, TimeProvider clock)
{
    /// <summary>Carries out wishes: all of them, or none.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="sub">The person.</param>
    /// <param name="wishes">What is wanted of each factor; those that are left out stay as they are.</param>
    /// <param name="passkey">Whether passkeys are to count as both factors; null leaves it.</param>
    /// <param name="ct">Cancels the wait.</param>
    public async ValueTask<Outcome<User>> Set(
        UserPool pool, string sub, IReadOnlyDictionary<SecondFactor, FactorWish> wishes, bool? passkey, CancellationToken ct)
    {
        if (wishes.Values.Count(wish => wish.Preferred is true) > 1)
            return Invalid("Only one MFA type can be set as preferred.");
        if (passkey is true && pool.Passkeys is not { SatisfiesSecondFactor: true })
            return Invalid("Passkey MFA is not enabled for this user pool.");

        var now = clock.GetUtcNow();
        var change = await users.Change(pool, sub, Apply, takeAliases: false, ct);
        return change.User is null ? RefusalKind.UnknownUser : change.Outcome is { } refusal ? refusal : change.User;

        Refusal? Apply(User user)
        {
            var chosen = user.State.Factors with { Passkey = passkey ?? user.State.Factors.Passkey };
            foreach (var (factor, wish) in wishes)
            {
                if (wish.On is true && CannotTurnOn(pool, user, factor) is { } refusal)
                    return refusal;

                chosen = chosen.With(factor, wish.On ?? chosen.On.Contains(factor));
                if (wish.Preferred is true && !chosen.On.Contains(factor))
                    return Invalid("An MFA type that is not enabled cannot be preferred.");
                if (wish.Preferred is { } preferred)
                    chosen = chosen with { Preferred = preferred ? factor : chosen.Preferred == factor ? null : chosen.Preferred };
            }

            if (Stranded(user, chosen) is { } stranded)
                return stranded;

            user.Choose(chosen, now);
            return null;
        }
    }

    // Whoever has a second factor begins with the password, or with a passkey that counts as both; and nobody's passkey is all there is.
    private static Refusal? Stranded(User user, ChosenFactors chosen) => chosen switch
    {
        { Passkey: true, On: [] } => Invalid("Passkey MFA can be enabled only together with another MFA type."),
        { Passkey: false, On: not [] } when user is { State.Password: null, Status: not UserStatus.ExternalProvider } =>
            Invalid("A user without a password cannot enable an MFA type other than together with passkey MFA."),
        _ => null,
    };

    private static Refusal? CannotTurnOn(UserPool pool, User user, SecondFactor factor)
    {
        if (!pool.SecondFactors.Contains(factor))
            return Invalid("MFA type is not enabled for this user pool.");
        if (user.CanProve(factor))
            return null;

        return Invalid(factor switch
        {
            SecondFactor.Sms => "User does not have a phone_number set to turn on SMS MFA",
            SecondFactor.Email => "User does not have an email set to turn on Email MFA",
            _ => "User has not verified software token mfa",
        });
    }

    private static Refusal Invalid(string sentence) => new(RefusalKind.Invalid, sentence);
}
