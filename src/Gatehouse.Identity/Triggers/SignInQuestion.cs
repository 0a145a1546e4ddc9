namespace Gatehouse.Identity;

/// <summary>May this person try to sign in? It is asked before anything is proven.</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="Username">Their user name; as it was typed when nobody has it.</param>
/// <param name="User">The person; null when nobody is there and that is hidden.</param>
public sealed record SignInQuestion(Caller Caller, string Username, User? User) : Question<Consent>(Occasion.BeforeSignIn, Caller, Username)
{
    /// <inheritdoc/>
    public override Consent Unasked => Consent.Given;
}

/// <summary>This person has proven who they are; is there anything to do before they get tokens?</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="User">The person.</param>
/// <param name="HasNewDevice">They come on a device that nobody knows yet, in a pool that keeps track of them.</param>
public sealed record ArrivalQuestion(Caller Caller, User User, bool HasNewDevice) : Question<Consent>(Occasion.AfterSignIn, Caller, User.Username)
{
    /// <inheritdoc/>
    public override Consent Unasked => Consent.Given;
}
