namespace Gatehouse.Identity;

/// <summary>Send this message, please.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Message">The message, which has an <see cref="Message.Addressee"/>.</param>
/// <param name="SealedCode">The code in it, sealed for the function; null when it carries none.</param>
public sealed record SendingQuestion(UserPool Pool, Message Message, string? SealedCode) : Question<Consent>(
    Addressee.Sends(Message.Channel), new Caller(Pool, null) { Metadata = Message.Addressee!.Metadata }, Message.Addressee.Username)
{
    /// <inheritdoc/>
    public override string Key => Message.Id;

    /// <inheritdoc/>
    public override Consent Unasked => Consent.Given;
}
