namespace Gatehouse.Identity;

/// <content>Codes: sent, tried, spent.</content>
public sealed partial class User
{
    /// <summary>Puts a code in force and its message, if there is one, in the outbox. An older code for the same purpose is dead from now on.</summary>
    public void Send(CodePurpose purpose, OneTimeCode code, Message? message, DateTimeOffset now)
    {
        Apply(State with { Codes = new Dictionary<CodePurpose, OneTimeCode>(State.Codes) { [purpose] = code } }, now);
        if (message is not null)
            outgoing.Add(message);
    }

    /// <summary>Puts a message in the outbox that carries no code of ours.</summary>
    public void Send(Message message) => outgoing.Add(message);

    /// <summary>Ends a sign-up with the code that was sent. The address it went to is proven by it.</summary>
    /// <param name="guessMac">The keyed hash of what came back.</param>
    /// <param name="now">The time.</param>
    /// <param name="linkOf">The application whose link it came back by; null when it was typed. Another one's link is a wrong code.</param>
    public CodeCheck Confirm(ReadOnlySpan<byte> guessMac, DateTimeOffset now, string? linkOf = null)
    {
        if (Status is not UserStatus.Unconfirmed)
            return CodeCheck.NotAwaited;
        if (linkOf is not null && State.Codes.GetValueOrDefault(CodePurpose.SignUp)?.LinkOf is { } meant && meant != linkOf)
            guessMac = [];

        var check = Spend(CodePurpose.SignUp, guessMac, now, out var attribute);
        if (check is CodeCheck.Accepted)
        {
            Apply(State with { Status = UserStatus.Confirmed }, now);
            Prove(attribute!, now);
        }

        return check;
    }

    /// <summary>Ends a sign-up without a code. It proves no address. False when no sign-up waits.</summary>
    public bool ConfirmWithoutCode(DateTimeOffset now)
    {
        if (Status is not UserStatus.Unconfirmed)
            return false;

        Apply(State with { Status = UserStatus.Confirmed, Codes = Without(CodePurpose.SignUp) }, now);
        return true;
    }

    /// <summary>Proves an address by the code that was sent to it; a new address that waited for this takes the old one's place.</summary>
    public CodeCheck Verify(string attribute, ReadOnlySpan<byte> guessMac, DateTimeOffset now)
    {
        var check = Spend(PurposeOf(attribute), guessMac, now, out _);
        if (check is CodeCheck.Accepted)
        {
            if (State.Pending.TryGetValue(attribute, out var value))
            {
                Write(State.Attributes.Append(new(attribute, value)), now);
                Apply(State with { Pending = State.Pending.Where(p => p.Key != attribute).ToDictionary() }, now);
            }

            Prove(attribute, now);
        }

        return check;
    }

    /// <summary>Whether this is the recovery code that was sent. Nothing is spent or counted by the question.</summary>
    public bool ExpectsRecovery(ReadOnlySpan<byte> guessMac, DateTimeOffset now) =>
        State.Codes.TryGetValue(CodePurpose.Recovery, out var code) && code.Try(guessMac, now).Check is CodeCheck.Accepted;

    /// <summary>Spends a recovery code; the caller then sets the new password in the same change.</summary>
    /// <remarks>It went to an address that was proven. If that is not so any more, there is a reason, and the code does not undo it.</remarks>
    public CodeCheck SpendRecovery(ReadOnlySpan<byte> guessMac, DateTimeOffset now) => Spend(CodePurpose.Recovery, guessMac, now, out _);

    /// <summary>What a code for an attribute is sent for.</summary>
    public static CodePurpose PurposeOf(string attribute) => attribute == Attributes.Phone ? CodePurpose.Phone : CodePurpose.Email;

    private CodeCheck Spend(CodePurpose purpose, ReadOnlySpan<byte> guessMac, DateTimeOffset now, out string? attribute)
    {
        attribute = null;
        if (!State.Codes.TryGetValue(purpose, out var code))
            return CodeCheck.Expired;

        (var check, var left) = code.Try(guessMac, now);
        attribute = code.Attribute;
        if (!ReferenceEquals(left, code))
        {
            var codes = Without(purpose);
            if (left is not null)
                codes[purpose] = left;
            Apply(State with { Codes = codes }, now);
        }

        return check;
    }

    private void Prove(string attribute, DateTimeOffset now)
    {
        if (this[attribute] is not null && Attributes.VerifiedFlagOf(attribute) is { } flag)
            Write(State.Attributes.Append(new(flag, "true")), now);
    }

    private Dictionary<CodePurpose, OneTimeCode> Without(CodePurpose purpose) =>
        State.Codes.Where(c => c.Key != purpose).ToDictionary();
}
