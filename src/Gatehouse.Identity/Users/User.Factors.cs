namespace Gatehouse.Identity;

/// <content>Second factors: chosen, set up, proven.</content>
public sealed partial class User
{
    /// <summary>The attribute that holds the address a factor's codes go to; null for factors that need none.</summary>
    public static string? AddressOf(SecondFactor factor) => factor switch
    {
        SecondFactor.Sms => Attributes.Phone,
        SecondFactor.Email => Attributes.Email,
        _ => null,
    };

    /// <summary>Whether the person has what it takes to prove a factor, chosen or not.</summary>
    public bool CanProve(SecondFactor factor) =>
        AddressOf(factor) is { } attribute ? this[attribute] is not null : State.Authenticators?.Proven is not null;

    /// <summary>Sets what the person is asked for beside the password.</summary>
    public void Choose(ChosenFactors factors, DateTimeOffset now) => Apply(State with { Factors = factors }, now);

    /// <summary>Gives out a secret for an authenticator. The one in use stays in use until the new one is proven.</summary>
    public void GiveAuthenticator(byte[] secret, DateTimeOffset now) =>
        Apply(State with { Authenticators = new(State.Authenticators?.Proven, new(secret)) }, now);

    /// <summary>Proves the secret that was given out by a code of it; it takes the place of the authenticator in use.</summary>
    public AuthenticatorCheck ProveAuthenticator(string code, string? name, DateTimeOffset now)
    {
        if (State.Authenticators?.Given is not { } given)
            return AuthenticatorCheck.Missing;
        if (Totp.Match(given.Secret, code, now) is not { } step)
            return AuthenticatorCheck.Mismatch;

        Apply(State with { Authenticators = new(given with { LastStep = step, Name = name }, null) }, now);
        return AuthenticatorCheck.Accepted;
    }

    /// <summary>Tries a code of the authenticator in use. A right one is spent, and with it all that were shown before.</summary>
    public AuthenticatorCheck TryAuthenticator(string code, DateTimeOffset now)
    {
        if (State.Authenticators is not { Proven: { } proven } all)
            return AuthenticatorCheck.Missing;
        if (Totp.Match(proven.Secret, code, now) is not { } step)
            return AuthenticatorCheck.Mismatch;
        if (step <= proven.LastStep)
            return AuthenticatorCheck.Used;

        // Signing in is no change of the person that anybody asks the date of.
        State = State with { Authenticators = all with { Proven = proven with { LastStep = step } } };
        return AuthenticatorCheck.Accepted;
    }

    /// <summary>Takes the authenticator away, and any secret given out for another.</summary>
    public void ForgetAuthenticator(DateTimeOffset now) =>
        Apply(State with { Authenticators = null, Factors = State.Factors.With(SecondFactor.SoftwareToken, on: false) }, now);

    /// <summary>Lets an address wait that a code of a sign-in is to prove. The person has none of its kind.</summary>
    public void Await(string attribute, string address, DateTimeOffset now)
    {
        var pending = new Dictionary<string, string>(State.Pending) { [attribute] = address };
        Apply(State with { Pending = pending }, now);
    }

    /// <summary>Tries a code of a sign-in. An address that waited for it becomes the person's, and their second factor.</summary>
    /// <param name="guessMac">The keyed hash of what was typed.</param>
    /// <param name="proves">Whether the address it went to is proven by it: not when it is another person's name.</param>
    /// <param name="now">The time.</param>
    public CodeCheck TrySignInCode(ReadOnlySpan<byte> guessMac, bool proves, DateTimeOffset now)
    {
        var check = Spend(CodePurpose.SignIn, guessMac, now, out var attribute);
        if (check is not CodeCheck.Accepted || !proves)
            return check;

        if (this[attribute!] is null && State.Pending.TryGetValue(attribute!, out var address))
        {
            var factor = attribute == Attributes.Phone ? SecondFactor.Sms : SecondFactor.Email;
            Write(State.Attributes.Append(new(attribute!, address)), now);
            Apply(
                State with { Pending = State.Pending.Where(p => p.Key != attribute).ToDictionary(), Factors = State.Factors.With(factor, on: true) },
                now);
        }

        if (!HasProven(attribute!))
            Prove(attribute!, now);
        return check;
    }
}
