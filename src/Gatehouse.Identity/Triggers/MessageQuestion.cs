namespace Gatehouse.Identity;

/// <summary>What shall a message to this person say?</summary>
/// <param name="Caller">Through what it came to the message.</param>
/// <param name="User">The person.</param>
/// <param name="Purpose">Why it is sent.</param>
public sealed record MessageQuestion(Caller Caller, User User, MessagePurpose Purpose)
    : Question<MessageWords>(Occasion.MessageText, Caller, User.Username)
{
    /// <summary>A mail shall hold a link, and not a code to be typed.</summary>
    public bool IsByLink { get; init; }

    /// <inheritdoc/>
    public override MessageWords Unasked => MessageWords.AsUsual;
}

/// <summary>What a message shall say in place of what the pool's templates say; the placeholders are the same.</summary>
public sealed record MessageWords
{
    /// <summary>What the templates say.</summary>
    public static readonly MessageWords AsUsual = new();

    /// <summary>The text message; null for the usual one.</summary>
    public string? Sms { get; init; }

    /// <summary>The subject of a mail; null for the usual one.</summary>
    public string? Subject { get; init; }

    /// <summary>The mail, HTML; null for the usual one.</summary>
    public string? Mail { get; init; }

    /// <summary>The link in which a mail carries the code; null where it is to be typed.</summary>
    public ConfirmationLink? Link { get; init; }

    /// <summary>Subject and text of a message that travels by a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="usual">What the templates say.</param>
    public MessageText By(Channel channel, MessageText usual) =>
        channel is Channel.Sms ? new("", Sms ?? usual.Text) : new(Subject ?? usual.Subject, Mail ?? usual.Text);
}
