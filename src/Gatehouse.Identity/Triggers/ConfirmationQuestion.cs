namespace Gatehouse.Identity;

/// <summary>This person is confirmed now; is there anything to do?</summary>
/// <param name="Caller">Through what it was done.</param>
/// <param name="User">The person, as they are stored now.</param>
/// <param name="IsRecovery">By a new password in place of a forgotten one.</param>
public sealed record ConfirmationQuestion(Caller Caller, User User, bool IsRecovery)
    : Question<Consent>(Occasion.AfterConfirmation, Caller, User.Username)
{
    /// <inheritdoc/>
    public override Consent Unasked => Consent.Given;
}
